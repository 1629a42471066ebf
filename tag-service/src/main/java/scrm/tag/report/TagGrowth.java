package scrm.tag.report;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.events.CorpId;
import scrm.events.TagGroupId;
import scrm.events.TagId;

/** How tags grew, by day. */
interface TagGrowth {
    /** Counts in the running transaction, just before it commits. */
    void count(List<TagDay> days);

    /** Days on which something became of a tag, in their order, both ends included. */
    List<Grown> days(
            CorpId corpId, LocalDate from, LocalDate until, @Nullable TagGroupId groupId, @Nullable TagId tagId);

    /**
     * A tag on a day.
     *
     * @param name absent if we never heard of it
     */
    record Grown(
            LocalDate day,
            TagId tagId,
            @Nullable String name,
            @Nullable String groupName,
            long added,
            long removed) {}

    /** Tags that were made before a day and set to nobody from that day on, in the order of group and name. */
    List<Stale> stale(CorpId corpId, LocalDate day);

    /**
     * A tag that nobody sets.
     *
     * @param lastAddedOn absent: never since we count
     * @param contacts who carry it; absent: not counted yet
     */
    record Stale(
            TagId tagId,
            String name,
            String groupName,
            @Nullable LocalDate lastAddedOn,
            @Nullable Long contacts) {}
}
