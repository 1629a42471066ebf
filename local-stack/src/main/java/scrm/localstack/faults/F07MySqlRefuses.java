package scrm.localstack.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import scrm.localstack.Service;

/**
 * The database is there but refuses: it takes no writing, no connections, or holds a row locked. Callbacks go on
 * through Kafka, REST says when to come back, and what could not be written is written afterwards. How a deadlock ends
 * is shown by tests of messaging and rest.
 */
final class F07MySqlRefuses implements FaultRow {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** What a request may take at most: the wait for a lock, and what is tried again. */
    private static final Duration SOON = Duration.ofSeconds(15);

    @Override
    public String id() {
        return "F7";
    }

    @Override
    public String title() {
        return "MySQL read-only, too many connections, lock wait";
    }

    @Override
    public Result run(FaultContext context) {
        int each = context.size(100, 2_000);
        FaultCorp corp = context.corp(this);
        List<FaultCorp.Arrival> arrivals = new ArrayList<>();
        Refusals refusals = new Refusals();
        try (MySqlAdmin admin = MySqlAdmin.of(context.stack())) {
            try (var _ = admin.readOnly()) {
                whileRefused(context, corp, arrivals, each, refusals);
            }
            awaitWrites(context, corp);
            try (var _ = admin.noConnections()) {
                whileRefused(context, corp, arrivals, each, refusals);
            }
            awaitWrites(context, corp);
        }
        long lockedSeconds = whileLocked(context, corp, refusals);
        FaultCorp.Effects effects = corp.awaitEffects(arrivals, PATIENCE);
        return new Result(
                String.format(
                        Locale.ROOT,
                        "%d contacts while it refused: lost %d, duplicate effects %d; of %d writes by REST refused with"
                                + " 503 and Retry-After %d, the slowest after %d s; a locked row: after %d s; taken %d, others: %s",
                        arrivals.size(),
                        effects.missing(),
                        effects.repeated(),
                        refusals.asked(),
                        refusals.clear(),
                        refusals.slowest().toSeconds(),
                        lockedSeconds,
                        refusals.taken(),
                        refusals.others()),
                "lost 0; every write 503 with Retry-After within " + SOON.toSeconds() + " s",
                effects.isNone()
                        && refusals.clear() == refusals.asked()
                        && refusals.asked() > SampleWrite.values().length
                        && refusals.slowest().compareTo(SOON) < 0);
    }

    private static void whileRefused(
            FaultContext context, FaultCorp corp, List<FaultCorp.Arrival> arrivals, int each, Refusals refusals) {
        List<FaultCorp.Arrival> batch = corp.arrive(each);
        arrivals.addAll(batch);
        corp.announce(batch, 20);
        for (SampleWrite write : SampleWrite.values()) {
            refusals.ask(corp, "POST", write.path(), write.body());
        }
        context.last(Duration.ofSeconds(2));
    }

    private static void awaitWrites(FaultContext context, FaultCorp corp) {
        for (SampleWrite write : SampleWrite.values()) {
            context.await(
                    write.path(),
                    PATIENCE,
                    () -> corp.rest().send("POST", write.path(), write.body()).isOk());
        }
    }

    /** Somebody holds a row that is edited; once he lets go, it can be edited. */
    private static long whileLocked(FaultContext context, FaultCorp corp, Refusals refusals) {
        String path = "/channels/" + corp.channelId();
        long begin = System.nanoTime();
        try (JdbcCounts database = JdbcCounts.of(context.stack(), Service.CHANNEL)) {
            String version = corp.rest().send("GET", path, null).header("ETag").orElse("");
            database.change("START TRANSACTION");
            database.count("SELECT id FROM channel WHERE id = " + corp.channelId() + " FOR UPDATE");
            begin = System.nanoTime();
            refusals.ask(corp, "PUT", path, Map.of("name", "改名"), "If-Match", version);
            long waited = Duration.ofNanos(System.nanoTime() - begin).toSeconds();
            database.change("ROLLBACK");
            corp.edit(path, Map.of("name", "改名"));
            return waited;
        }
    }
}
