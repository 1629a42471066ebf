package scrm.group.sync;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
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
import scrm.wecom.Corp;
import scrm.wecom.Corps;

/** Begins the sync of every corp's groups once a day, whichever processes run. */
@Component
class DailySyncWorker implements WorkHandler<DailySyncWorker.Payload> {
    private static final String KIND = "group-chat-sync-of-day";

    private final Corps corps;
    private final Jobs jobs;
    private final WorkQueue queue;
    private final TransactionTemplate transaction;
    private final SyncProperties properties;
    private final Clock clock;

    DailySyncWorker(
            Corps corps,
            Jobs jobs,
            WorkQueue queue,
            TransactionTemplate transaction,
            SyncProperties properties,
            Clock clock) {
        this.corps = corps;
        this.jobs = jobs;
        this.queue = queue;
        this.transaction = transaction;
        this.properties = properties;
        this.clock = clock;
    }

    /** For which day. */
    record Payload(String day) {}

    /** Asks for today's; that it was asked for already is no harm. */
    @Scheduled(initialDelay = 30, fixedDelay = 60, timeUnit = TimeUnit.MINUTES)
    void askForToday() {
        LocalTime at = properties.dailyAt();
        if (at == null) {
            return;
        }
        corps.all().forEach(corp -> askFor(corp, at));
    }

    /** @param at the time of the corp's day */
    void askFor(Corp corp, LocalTime at) {
        LocalDate day = LocalDate.ofInstant(clock.instant(), corp.timezone());
        Instant due = day.atTime(at).atZone(corp.timezone()).toInstant();
        Payload payload = new Payload(day.toString());
        transaction.executeWithoutResult(
                _ -> queue.submit(WorkRequest.once(KIND, corp.corpId(), payload.day(), payload, due)));
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
                () -> jobs.start(work.corpId(), SyncGroupChats.KIND, new SyncGroupChats(false, clock.instant()), 0));
    }
}
