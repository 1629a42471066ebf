package scrm.localstack.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import scrm.localstack.RunningProcess;
import scrm.localstack.Service;

/**
 * Instances whose clocks differ: one is five minutes ahead beside another, then the clock goes an hour ahead, then back
 * again. Steps are due by the clock of whoever takes them, never before it says so, and each is taken once; who holds
 * what is decided by the database's time alone.
 */
final class F23MovedClocks implements FaultRow {
    private static final Duration APART = Duration.ofMinutes(5);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Override
    public String id() {
        return "F23";
    }

    @Override
    public String title() {
        return "clocks five minutes apart, an hour ahead, an hour back";
    }

    @Override
    public Result run(FaultContext context) {
        int each = context.size(100, 2_000);
        FaultCorp corp = context.corp(this);
        // Due by a clock that is five minutes ahead, but not by the others'.
        String plan = corp.publishPlan(APART.plusSeconds(15).toString());
        List<FaultCorp.Arrival> arrivals = new ArrayList<>(corp.arrive(each));
        RunningProcess ahead = context.stack().another(Service.SOP, APART);
        long owners;
        long taken;
        try {
            ahead.launch();
            ahead.awaitReady(context.progress());
            corp.announce(arrivals, 40);
            context.await(
                    "what is due by one clock", PATIENCE, () -> count(context, corp, "dispatched_at IS NOT NULL") > 0);
            context.last(Duration.ofSeconds(5));
            owners = owners(context);
            taken = count(context, corp, "dispatched_at IS NOT NULL");
        } finally {
            ahead.stop();
        }
        RunningProcess anHourAhead = context.stack().another(Service.SOP, Duration.ofHours(1));
        FaultCorp.Effects effects;
        try {
            anHourAhead.launch();
            anHourAhead.awaitReady(context.progress());
            // What falls to the one whose clock is right is due after all that time.
            effects = corp.awaitMessages(arrivals, PATIENCE.plus(APART));
        } finally {
            anHourAhead.stop();
        }
        corp.rest().post(plan + "/pause", Map.of());
        corp.publishPlan("PT1S");
        List<FaultCorp.Arrival> afterwards = corp.arrive(each);
        corp.announce(afterwards, 40);
        effects = effects.plus(corp.awaitMessages(afterwards, PATIENCE));
        long early = count(context, corp, "lateness_ms < 0 OR dispatched_at < due_at");
        return new Result(
                String.format(
                        Locale.ROOT,
                        "%d contacts: by the clock that was 5 min ahead %d taken while %d instances held shards; missed %d,"
                                + " double %d, early by the clock that took it %d",
                        2 * each,
                        taken,
                        owners,
                        effects.missing(),
                        effects.repeated(),
                        early),
                "some taken by the clock ahead, both hold shards, missed 0, double 0, early 0",
                effects.isNone() && early == 0 && taken > 0 && owners == 2);
    }

    private static long count(FaultContext context, FaultCorp corp, String condition) {
        try (JdbcCounts database = JdbcCounts.of(context.stack(), Service.SOP)) {
            return database.count(
                    "SELECT COUNT(*) FROM due_step WHERE corp_id = '%s' AND (%s)".formatted(corp.corpId(), condition));
        }
    }

    /** How many instances hold shards now. */
    static long owners(FaultContext context) {
        try (JdbcCounts database = JdbcCounts.of(context.stack(), Service.SOP)) {
            return database.count("SELECT COUNT(DISTINCT owner) FROM due_shard WHERE lease_until > NOW(6)");
        }
    }
}
