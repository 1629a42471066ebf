package scrm.tag.report;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import scrm.messaging.Settlement;
import scrm.messaging.Work;
import scrm.messaging.WorkHandler;
import scrm.messaging.WorkQueue;
import scrm.messaging.WorkRequest;
import scrm.tag.report.TagCoverage.Covered;
import scrm.wecom.Corp;
import scrm.wecom.Corps;

/** Counts once a day, at night where the corp is, whom its tags cover; whichever processes run. */
@Component
class CoverageWorker implements WorkHandler<CoverageWorker.Payload> {
    private static final String KIND = "tag-coverage-of-day";
    private static final Duration NIGHT = Duration.ofHours(3);

    private final TagCoverage coverage;
    private final Corps corps;
    private final WorkQueue queue;
    private final TransactionTemplate transaction;
    private final Clock clock;

    CoverageWorker(TagCoverage coverage, Corps corps, WorkQueue queue, TransactionTemplate transaction, Clock clock) {
        this.coverage = coverage;
        this.corps = corps;
        this.queue = queue;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** For which day. */
    record Payload(String day) {}

    /** Asks for today's; that it was asked for already is no harm. */
    @Scheduled(initialDelay = 2, fixedDelay = 30, timeUnit = TimeUnit.MINUTES)
    void askForToday() {
        corps.all().forEach(this::askForToday);
    }

    void askForToday(Corp corp) {
        Instant now = clock.instant();
        String day = LocalDate.ofInstant(now.minus(NIGHT), corp.timezone()).toString();
        transaction.executeWithoutResult(
                _ -> queue.submit(WorkRequest.once(KIND, corp.corpId(), day, new Payload(day), now)));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Class<Payload> payloadType() {
        return Payload.class;
    }

    /** One at a time: each reads all of a corp's relations. */
    @Override
    public int concurrency() {
        return 1;
    }

    @Override
    public Duration lease() {
        return Duration.ofHours(1);
    }

    @Override
    public Settlement handle(Work<Payload> work) {
        Instant now = clock.instant();
        List<Covered> counted = coverage.count(work.corpId());
        return Settlement.done(() -> coverage.keep(work.corpId(), counted, now));
    }
}
