package scrm.channel.luretask;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

import scrm.channel.lure.Lure;
import scrm.channel.lure.LureId;
import scrm.events.CorpId;
import scrm.events.UserId;

/** Every corp's tasks about lures. */
interface LureTasks {
    /**
     * Raises a task, or opens the one that the cause gave before and that was no longer needed.
     *
     * @return the task, if it is new
     */
    OptionalLong raise(Lure lure, Lure.Cause cause, Instant now);

    Optional<LureTask> find(CorpId corpId, long id);

    /** In the order in which they were raised. */
    List<LureTask> list(CorpId corpId, Filter filter, long after, int limit);

    /** The open ones of a lure. */
    List<LureTask> open(CorpId corpId, LureId lureId);

    /** Closes one, if it is open. */
    void close(CorpId corpId, long id, LureTask.Status as, Instant now);

    /** Gives one to somebody else. */
    void handOver(CorpId corpId, long id, UserId owner);

    /** What became of the message about it. */
    void told(CorpId corpId, long id, LureTask.Told told);

    /** What a list is narrowed by; null leaves it wide. */
    record Filter(
            LureTask.@Nullable Status status, @Nullable UserId owner) {}
}
