package scrm.group.statistics;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
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
import scrm.wecom.Corps;

/** Once a day has every corp's counts pulled up to yesterday, and further back what is missing. */
@Component
class DailyStatisticsWorker implements WorkHandler<DailyStatisticsWorker.Payload> {
    private static final String KIND = "group-statistics-of-day";
    private static final ZoneOffset ZONE = ZoneOffset.ofHours(8);

    /** WeCom corrects its counts for a while. */
    private static final int CORRECTED_DAYS = 2;

    /** What the first time reaches back to: more than any figure of health asks for. */
    private static final int FIRST_DAYS = 30;

    private final Corps corps;
    private final OwnerDays days;
    private final Jobs jobs;
    private final WorkQueue queue;
    private final TransactionTemplate transaction;
    private final Clock clock;

    DailyStatisticsWorker(
            Corps corps, OwnerDays days, Jobs jobs, WorkQueue queue, TransactionTemplate transaction, Clock clock) {
        this.corps = corps;
        this.days = days;
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
        corps.all().forEach(corp -> ask(corp.corpId()));
    }

    void ask(CorpId corpId) {
        Instant now = clock.instant();
        String day = LocalDate.ofInstant(now, ZONE).toString();
        transaction.executeWithoutResult(_ -> queue.submit(WorkRequest.once(KIND, corpId, day, new Payload(day), now)));
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
        LocalDate yesterday = LocalDate.parse(work.payload().day()).minusDays(1);
        LocalDate first = days.last(work.corpId())
                .map(last -> last.minusDays(CORRECTED_DAYS - 1))
                .orElse(yesterday.minusDays(FIRST_DAYS - 1));
        return Settlement.done(
                () -> jobs.start(work.corpId(), PullStatistics.KIND, new PullStatistics(first, yesterday), 0));
    }
}
