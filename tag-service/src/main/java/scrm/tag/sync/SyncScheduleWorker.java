package scrm.tag.sync;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import scrm.events.CorpId;
import scrm.messaging.Settlement;
import scrm.messaging.Work;
import scrm.messaging.WorkHandler;
import scrm.messaging.WorkQueue;
import scrm.messaging.WorkRequest;
import scrm.messaging.job.Jobs;
import scrm.tag.sync.SyncContacts.Mode;
import scrm.tag.sync.SyncSchedule.Turn;
import scrm.wecom.Corp;
import scrm.wecom.Corps;

/**
 * Begins the synchronization of every corp when its turn comes, whichever processes run: lost callbacks are repaired.
 */
@Component
@EnableConfigurationProperties(SyncProperties.class)
class SyncScheduleWorker implements WorkHandler<SyncScheduleWorker.Payload> {
    private static final String KIND = "external-contact-sync-turn";

    /** One that takes longer does not keep others from beginning. */
    private static final Duration LONGEST = Duration.ofDays(2);

    private final SyncSchedule schedule;
    private final Corps corps;
    private final Syncs syncs;
    private final Jobs jobs;
    private final WorkQueue queue;
    private final TransactionTemplate transaction;
    private final Clock clock;

    SyncScheduleWorker(
            SyncProperties properties,
            Corps corps,
            Syncs syncs,
            Jobs jobs,
            WorkQueue queue,
            TransactionTemplate transaction,
            Clock clock) {
        this.schedule = new SyncSchedule(properties.incremental(), properties.full());
        this.corps = corps;
        this.syncs = syncs;
        this.jobs = jobs;
        this.queue = queue;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** What a turn is for. */
    record Payload(Mode mode) {}

    /** Asks for the turn that it is; that it was asked for already is no harm. */
    @Scheduled(initialDelay = 10, fixedDelay = 10, timeUnit = TimeUnit.MINUTES)
    void askForTurns() {
        corps.all().forEach(this::askForTurn);
    }

    void askForTurn(Corp corp) {
        Instant now = clock.instant();
        schedule.at(now, corp.timezone())
                .ifPresent(
                        turn -> transaction.executeWithoutResult(_ -> queue.submit(request(corp.corpId(), turn, now))));
    }

    private static WorkRequest request(CorpId corpId, Turn turn, Instant now) {
        return WorkRequest.once(KIND, corpId, String.valueOf(turn.number()), new Payload(turn.mode()), now);
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
        return Settlement.done(() -> {
            if (!syncs.running(work.corpId(), clock.instant().minus(LONGEST))) {
                jobs.start(
                        work.corpId(),
                        SyncContacts.KIND,
                        new SyncContacts(work.payload().mode()),
                        0);
            }
        });
    }
}
