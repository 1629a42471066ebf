package scrm.group.health;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.group.health.Alert.Cause;

/** Where alerts are kept. */
interface Alerts {
    /** Those that are open or were opened on this day; at most one of a group and cause. */
    List<Alert> current(CorpId corpId, Collection<ChatId> chats, LocalDate day);

    /** Adds new ones. */
    void add(CorpId corpId, List<Alert> alerts);

    void update(CorpId corpId, List<Alert> alerts);

    /** The latest first. */
    List<Alert> list(CorpId corpId, Filter filter, @Nullable Long before, int limit);

    Optional<Alert> find(CorpId corpId, long id);

    /**
     * Which alerts; what is absent does not restrict.
     *
     * @param watch whether what is only to be watched is wanted too
     * @param owner of the group
     */
    record Filter(
            @Nullable Boolean open,
            boolean watch,
            @Nullable Cause cause,
            @Nullable ChatId chatId,
            @Nullable UserId owner) {}
}
