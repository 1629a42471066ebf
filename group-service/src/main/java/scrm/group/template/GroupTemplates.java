package scrm.group.template;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.group.charter.Charter;
import scrm.group.charter.CharterId;

/** Every corp's templates, and their copies. */
interface GroupTemplates {
    GroupTemplateId add(
            CorpId corpId,
            String name,
            Charter.Definition definition,
            @Nullable String channelId,
            CharterId charterId,
            Instant now);

    Optional<GroupTemplate> find(CorpId corpId, GroupTemplateId id);

    /** In the order in which they were made. */
    List<GroupTemplate> list(CorpId corpId, @Nullable GroupTemplateId after, int limit);

    /** Its copies stay. */
    boolean delete(CorpId corpId, GroupTemplateId id);

    /** Writes down which copies a job is to make, before it makes any. */
    void plan(CorpId corpId, GroupTemplateId id, String jobId, List<Copy> copies);

    /** Those that a job still has to make, by their number. */
    List<Copy> left(CorpId corpId, String jobId, int limit);

    /** A copy was made. */
    void made(CorpId corpId, String jobId, int number, CharterId charterId);

    /** A template's copies in the order in which they were planned. */
    List<PlannedCopy> copies(CorpId corpId, GroupTemplateId id, long after, int limit);

    /**
     * A copy that is to be made.
     *
     * @param number from 1, within its job
     * @param name the group's
     * @param owner who owns it
     */
    record Copy(int number, String name, UserId owner) {}

    /**
     * A copy and how far it is.
     *
     * @param id grows
     * @param charterId its charter, once it is made
     */
    record PlannedCopy(
            long id, String jobId, Copy copy, @Nullable CharterId charterId) {}
}
