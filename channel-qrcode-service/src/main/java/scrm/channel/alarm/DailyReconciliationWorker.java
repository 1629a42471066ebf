package scrm.channel.alarm;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import scrm.messaging.Settlement;
import scrm.messaging.Work;
import scrm.messaging.WorkHandler;
import scrm.messaging.WorkQueue;
import scrm.messaging.WorkRequest;
import scrm.messaging.job.Jobs;
import scrm.wecom.Corps;

/** Begins the reconciliation of every corp once a day, whichever processes run. */
@Component
class DailyReconciliationWorker implements WorkHandler<DailyReconciliationWorker.Payload> {
    private static final String KIND = "live-code-reconciliation-of-day";

    private final Corps corps;
    private final Jobs jobs;
    private final WorkQueue queue;
    private final TransactionTemplate transaction;
    private final Clock clock;

    DailyReconciliationWorker(Corps corps, Jobs jobs, WorkQueue queue, TransactionTemplate transaction, Clock clock) {
        this.corps = corps;
        this.jobs = jobs;
        this.queue = queue;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** For which day. */
    record Payload(String day) {}

    /** Asks for today's; that it was asked for already is no harm. */
    @Scheduled(initialDelay = 30, fixedDelay = 60, timeUnit = TimeUnit.MINUTES)
    void askForToday() {
        Instant now = clock.instant();
        String day = LocalDate.ofInstant(now, ZoneOffset.UTC).toString();
        corps.all()
                .forEach(corp -> transaction.executeWithoutResult(
                        _ -> queue.submit(WorkRequest.once(KIND, corp.corpId(), day, new Payload(day), now))));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Class<Payload> payloadType() {
        return Payload.class;
    }

    @Override
    public Settlement handle(Work<Payload> work) {
        return Settlement.done(
                () -> jobs.start(work.corpId(), ReconcileLiveCodes.KIND, new ReconcileLiveCodes(clock.instant()), 0));
    }
}
