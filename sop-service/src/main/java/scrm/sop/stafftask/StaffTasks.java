package scrm.sop.stafftask;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

import scrm.events.CorpId;
import scrm.events.UserId;

/** Every corp's tasks of members. */
interface StaffTasks {
    /** Adds a task for each errand, but those that are there. */
    void add(CorpId corpId, UserId userId, List<Errand> errands, Instant now);

    Optional<StaffTask> find(CorpId corpId, long id);

    /** The open ones of those that these gave, in the order in which they were raised. */
    List<StaffTask> open(CorpId corpId, Collection<Long> givers);

    /** The newest first. */
    List<StaffTask> list(CorpId corpId, Filter filter, @Nullable Long before, int limit);

    /** Marks one as done, if it is open; returns who gave it, if it was. */
    Optional<Long> done(CorpId corpId, long id, Instant now);

    /** Those that these gave are not needed any more; returns which were open. */
    Set<Long> withdraw(CorpId corpId, Collection<Long> givers, Instant now);

    /** What became of a message about the open ones of those that these gave. */
    void told(CorpId corpId, Collection<Long> givers, StaffTask.Told told);

    /** What a list is narrowed by; null leaves it wide. */
    record Filter(@Nullable UserId userId, StaffTask.@Nullable Status status) {}
}
