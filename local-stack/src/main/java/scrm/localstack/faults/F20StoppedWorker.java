package scrm.localstack.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import scrm.localstack.RunningProcess;
import scrm.localstack.Service;

/**
 * A worker stands still in the midst of calls, for longer than its leases; another takes its work, its steps and its
 * partitions. When it goes on, what it still believes to hold is nobody's concern.
 */
final class F20StoppedWorker implements FaultRow {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** So long that it is stopped while calls are under way. */
    private static final Map<String, Object> SLOW =
            Map.of("latency", Map.of("medianMillis", 3_000, "p99Millis", 3_000));

    @Override
    public String id() {
        return "F20";
    }

    @Override
    public String title() {
        return "a worker stopped for longer than its lease, then going on";
    }

    @Override
    public Result run(FaultContext context) {
        Duration stopped = Duration.ofSeconds(context.size(40, 90));
        int each = context.size(60, 1_000);
        FaultCorp corp = context.corp(this);
        corp.publishPlan("PT1S");
        RunningProcess worker = context.stack().service(Service.SOP);
        RunningProcess other = context.stack().another(Service.SOP, Duration.ZERO);
        NewLogLines log = new NewLogLines(worker);
        List<FaultCorp.Arrival> arrivals = new ArrayList<>(corp.arrive(each));
        boolean caught;
        long others;
        try {
            try (var _ = corp.breaks(FaultCorp.ADD_MESSAGE, SLOW)) {
                corp.announce(arrivals, 40);
                caught = caught(context, corp);
                worker.suspend();
            }
            long begin = System.nanoTime();
            other.launch();
            other.awaitReady(context.progress());
            List<FaultCorp.Arrival> meanwhile = corp.arrive(each);
            corp.announce(meanwhile, 40);
            arrivals.addAll(meanwhile);
            context.last(stopped.minusNanos(System.nanoTime() - begin));
            others = F23MovedClocks.owners(context);
        } finally {
            worker.resume();
        }
        FaultCorp.Effects effects;
        boolean known;
        try {
            effects = corp.awaitMessages(arrivals, PATIENCE);
            known = context.await("answers of messages", PATIENCE, () -> unknown(corp) == 0);
            // What it believes comes to light within its own waits.
            context.last(Duration.ofSeconds(5));
        } finally {
            other.stop();
        }
        return new Result(
                String.format(
                        Locale.ROOT,
                        "%d contacts, stopped %d s %s while %d held its shards: without message %d, double messages %d, messages in doubt %d; its"
                                + " late writes refused %d, its claims given up %d",
                        arrivals.size(),
                        stopped.toSeconds(),
                        caught ? "during calls" : "between calls",
                        others,
                        effects.missing(),
                        FaultCorp.repeated(corp.timesOf(FaultCorp.ADD_MESSAGE, "external_userid")),
                        known ? 0 : unknown(corp),
                        log.lines("was settled by another or replaced"),
                        log.lines("its lease will expire", "its lease expired before its call began")),
                "caught during calls, another held its shards, double messages 0, without message 0, in doubt 0",
                effects.isNone() && known && caught && others == 1);
    }

    private static boolean caught(FaultContext context, FaultCorp corp) {
        try (JdbcCounts database = JdbcCounts.of(context.stack(), Service.SOP)) {
            String calling =
                    "SELECT COUNT(*) FROM work WHERE kind = 'group-message' AND state = 'RUNNING' AND corp_id = '%s'"
                            .formatted(corp.corpId());
            return context.await("a call under way", PATIENCE, () -> database.count(calling) > 0);
        }
    }

    private static long unknown(FaultCorp corp) {
        return corp.list("group-messages").stream()
                .filter(message -> !message.hasNonNull("msgid"))
                .count();
    }
}
