package scrm.localstack.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import scrm.localstack.Json;
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

    /** One request of each service that writes. */
    private static final Map<Service, String> WRITES = Map.of(
            Service.CHANNEL, "/channels",
            Service.TAG, "/personal-tags",
            Service.GROUP, "/charters",
            Service.SOP, "/materials");

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
                                + " 503 and Retry-After %d, the slowest after %d s; a locked row: after %d s; others: %s",
                        arrivals.size(),
                        effects.missing(),
                        effects.repeated(),
                        refusals.asked,
                        refusals.clear,
                        refusals.slowest.toSeconds(),
                        lockedSeconds,
                        refusals.others),
                "lost 0; every write 503 with Retry-After within " + SOON.toSeconds() + " s",
                effects.isNone()
                        && refusals.clear == refusals.asked
                        && refusals.asked > WRITES.size()
                        && refusals.slowest.compareTo(SOON) < 0);
    }

    /** How requests were refused. */
    private static final class Refusals {
        private final List<String> others = new ArrayList<>();
        private int asked;
        private int clear;
        private Duration slowest = Duration.ZERO;

        void ask(FaultCorp corp, String method, String path, Map<String, Object> body, String... headers) {
            long begin = System.nanoTime();
            Json.Answer answer = corp.rest().send(method, path, body, headers);
            Duration took = Duration.ofNanos(System.nanoTime() - begin);
            asked++;
            slowest = took.compareTo(slowest) > 0 ? took : slowest;
            boolean isClear = answer.status() == 503
                    && answer.header("Retry-After").isPresent()
                    && answer.body().hasNonNull("code");
            if (isClear) {
                clear++;
            } else {
                others.add("%s %s answered %d".formatted(method, path, answer.status()));
            }
        }
    }

    private static void whileRefused(
            FaultContext context, FaultCorp corp, List<FaultCorp.Arrival> arrivals, int each, Refusals refusals) {
        List<FaultCorp.Arrival> batch = corp.arrive(each);
        arrivals.addAll(batch);
        corp.announce(batch, 20);
        WRITES.values().forEach(path -> refusals.ask(corp, "POST", path, body(path)));
        context.last(Duration.ofSeconds(2));
    }

    private static Map<String, Object> body(String path) {
        return switch (path) {
            case "/personal-tags" -> Map.of("userId", "member1", "name", "演练" + System.nanoTime());
            case "/charters" -> Map.of("name", "演练", "kind", "TASK");
            case "/materials" -> Map.of("name", "演练", "text", "演练");
            default -> Map.of("name", "演练" + System.nanoTime());
        };
    }

    private static void awaitWrites(FaultContext context, FaultCorp corp) {
        WRITES.values()
                .forEach(path -> context.await(
                        path,
                        PATIENCE,
                        () -> corp.rest().send("POST", path, body(path)).isOk()));
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
