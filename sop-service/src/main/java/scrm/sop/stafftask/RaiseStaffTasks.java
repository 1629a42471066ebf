package scrm.sop.stafftask;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.messaging.WorkQueue;
import scrm.rest.NotFound;

/** Raises tasks, which are told to the member by as few app messages as may be, and closes them. */
@Service
@Transactional
public class RaiseStaffTasks {
    /** WeCom takes 30 app messages a minute for a member and drops the others without a word; some room is others'. */
    static final Duration APART = Duration.ofSeconds(3);

    private final StaffTasks tasks;
    private final ObjectProvider<TaskGivers> givers;
    private final WorkQueue work;
    private final Clock clock;

    RaiseStaffTasks(StaffTasks tasks, ObjectProvider<TaskGivers> givers, WorkQueue work, Clock clock) {
        this.tasks = tasks;
        this.givers = givers;
        this.work = work;
        this.clock = clock;
    }

    /**
     * A member is to do some things. The messages that tell them leave one by one, and so do their reminders, each of
     * which comes a day after the message before it.
     */
    public void raise(CorpId corpId, UserId userId, List<Errand> errands) {
        Instant now = clock.instant();
        tasks.add(corpId, userId, errands, now);
        Instant dueAt = now;
        for (List<Long> givers : ToldTogether.messages(errands)) {
            work.submit(StaffTaskMessageWorker.request(corpId, givers, 1, dueAt));
            dueAt = dueAt.plus(APART);
        }
    }

    /** These are not needed any more; returns which of them were open. */
    public Set<Long> withdraw(CorpId corpId, Collection<Long> gave) {
        return tasks.withdraw(corpId, gave, clock.instant());
    }

    /** The member did it; one that is closed stays as it is. */
    StaffTask done(CorpId corpId, long id) {
        tasks.done(corpId, id, clock.instant())
                .ifPresent(giver -> givers.forEach(listener -> listener.done(corpId, giver)));
        return tasks.find(corpId, id).orElseThrow(() -> NotFound.of("staff-task"));
    }
}
