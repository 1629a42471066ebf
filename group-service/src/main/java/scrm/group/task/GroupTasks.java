package scrm.group.task;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.UserId;

/** Every corp's tasks about groups. */
interface GroupTasks {
    /**
     * Raises a task, or opens the one that the same gave before and that was no longer needed.
     *
     * @return the task, if it is new or open again
     */
    OptionalLong raise(
            CorpId corpId,
            GroupTask.Kind kind,
            String about,
            @Nullable ChatId chatId,
            UserId owner,
            String text,
            Instant now);

    Optional<GroupTask> find(CorpId corpId, long id);

    /** In the order in which they were raised. */
    List<GroupTask> list(CorpId corpId, Filter filter, long after, int limit);

    /** Closes one, if it is open. */
    void close(CorpId corpId, long id, GroupTask.Status as, Instant now);

    /** Closes those of a kind about something, if they are open. */
    void close(CorpId corpId, GroupTask.Kind kind, String about, GroupTask.Status as, Instant now);

    /** Those of a kind about something are not needed any more, whether or not somebody did them. */
    void revoke(CorpId corpId, GroupTask.Kind kind, String about, Instant now);

    /** What became of a message about it. */
    void told(CorpId corpId, long id, GroupTask.Told told);

    /** What a list is narrowed by; null leaves it wide. */
    record Filter(
            GroupTask.@Nullable Status status,
            GroupTask.@Nullable Kind kind,
            @Nullable UserId owner) {}
}
