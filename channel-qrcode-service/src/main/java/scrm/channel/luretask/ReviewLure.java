package scrm.channel.luretask;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.channel.lure.CorpTime;
import scrm.channel.lure.Lure;
import scrm.channel.lure.LureId;
import scrm.channel.lure.LureReview;
import scrm.channel.lure.Lures;
import scrm.events.CorpId;
import scrm.messaging.WorkQueue;

/** Brings the tasks about a lure up to date, and sees to it that they are looked at again when its next day comes. */
@Service
class ReviewLure {
    /** Days begin at midnight; people do not. Not on the hour, as WeCom asks (document 90236). */
    private static final LocalTime MORNING = LocalTime.of(9, 5);

    private final Lures lures;
    private final LureTasks tasks;
    private final CorpTime corpTime;
    private final WorkQueue work;

    ReviewLure(Lures lures, LureTasks tasks, CorpTime corpTime, WorkQueue work) {
        this.lures = lures;
        this.tasks = tasks;
        this.corpTime = corpTime;
        this.work = work;
    }

    @Transactional
    public void review(CorpId corpId, LureId id) {
        Lure lure = lures.lock(corpId, id).orElseThrow();
        // After the lock: an edit that we waited for may have taken a while.
        ZonedDateTime now = corpTime.now(corpId);
        List<Lure.Cause> causes = lure.causes(now.toLocalDate());
        for (Lure.Cause cause : causes) {
            tasks.raise(lure, cause, now.toInstant())
                    .ifPresent(task -> work.submit(LureMessageWorker.request(corpId, task, tellAt(now))));
        }
        for (LureTask task : tasks.open(corpId, id)) {
            if (!causes.contains(task.cause())) {
                tasks.close(corpId, task.id(), LureTask.Status.OBSOLETE, now.toInstant());
            } else if (!task.owner().equals(lure.draft().owner())) {
                tasks.handOver(corpId, task.id(), lure.draft().owner());
            }
        }
        lure.nextCause(now.toLocalDate())
                .map(day -> day.atStartOfDay(now.getZone()).toInstant())
                .ifPresent(dueAt -> work.submit(LureReview.request(corpId, id, dueAt)));
    }

    private static Instant tellAt(ZonedDateTime now) {
        return (now.toLocalTime().isBefore(MORNING) ? now.with(MORNING) : now).toInstant();
    }
}
