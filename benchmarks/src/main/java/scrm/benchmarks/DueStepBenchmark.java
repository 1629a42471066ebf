package scrm.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * J3: steps that come due at once among many that wait, dispatched by sop-service as it is delivered: looked for,
 * judged, gathered into group messages, written. Beside it, in the same rounds and on the same server with as many
 * waiting: db-scheduler's lock-and-fetch with a handler that does nothing, and the bare statements of a claim. Then one
 * of two instances is killed in the burst. Every step must have been dispatched once.
 */
final class DueStepBenchmark implements Job {
    private static final String ONE = "sop-service";
    private static final String TWO = "two of sop-service";
    private static final String PEER = "db-scheduler, lock and fetch";
    private static final String BARE = "bare claim";
    private static final int SENDERS = 100;
    private static final int PER_STATEMENT = 20_000;

    @Override
    public String name() {
        return "J3";
    }

    @Override
    public String title() {
        return "due steps: dispatched among many that wait";
    }

    @Override
    public List<Result> run(JobSettings settings) throws IOException, InterruptedException {
        try (ServiceStack stack = ServiceStack.start(settings, 1)) {
            return new Run(settings, stack).measure();
        }
    }

    private static final class Run {
        private final JobSettings settings;
        private final ServiceStack stack;
        private final HikariDataSource pool;
        private final JdbcClient database;
        private final String corpId;
        private final int pending;
        private final int burst;
        private int steps;
        private int waiting;

        Run(JobSettings settings, ServiceStack stack) throws IOException {
            this.settings = settings;
            this.stack = stack;
            this.pending = settings.smoke() ? 10_000 : 1_000_000;
            this.burst = settings.smoke() ? 5_000 : 100_000;
            stack.createDatabases(List.of("scrm_sop"));
            settings.progress().accept("starting sop-service for its tables");
            stack.launch("sop-service", "scrm_sop").awaitReady().close();
            pool = stack.dataSource("scrm_sop");
            database = JdbcClient.create(pool);
            corpId = stack.corps().getFirst().definition().corpId();
        }

        List<Result> measure() throws IOException, InterruptedException {
            plan();
            List<Result> results = new ArrayList<>();
            Samples looks = new Samples("ms");
            scheduleFar(10_000);
            look(looks, "10,000 waiting");
            scheduleFar(pending - waiting);
            String many = "%,d waiting".formatted(pending);
            look(looks, many);
            results.add(looks.beside("a look that finds nothing in 64 shards", many, "10,000 waiting"));
            ClaimRounds claims = new ClaimRounds(stack, pending, settings.smoke() ? 500 : 5_000);
            int rounds = settings.smoke() ? 1 : 5;
            Samples rate = new Samples("/s");
            settings.progress().accept("starting sop-service");
            stack.launch("sop-service", "scrm_sop").awaitReady();
            warmUp();
            for (int round = 1; round <= rounds; round++) {
                settings.progress().accept("one instance, round %d of %d".formatted(round, rounds));
                rate.add(ONE, drain());
                rate.add(PEER, claims.peer());
                rate.add(BARE, claims.bare());
            }
            Result peer = rate.beside("dispatched, " + many, ONE, PEER);
            Double ratio = peer.ratio();
            results.add(peer.withGoal(">= 15 times", ratio != null && ratio >= 15));
            results.add(rate.beside("dispatched, " + many, ONE, BARE));
            results.add(late());
            settings.progress().accept("starting a second instance");
            ServiceProcess second = stack.launch("sop-service", "scrm_sop").awaitReady();
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(6)); // until both have their share
            for (int round = 1; round <= rounds; round++) {
                settings.progress().accept("two instances, round %d of %d".formatted(round, rounds));
                rate.add(TWO, drain());
            }
            results.add(rate.beside("dispatched by two, " + many, TWO, ONE));
            results.add(takeover(second));
            results.addAll(right());
            return results;
        }

        private void warmUp() throws InterruptedException {
            for (int i = 0; i < (settings.smoke() ? 1 : 3); i++) {
                settings.progress().accept("warming up");
                drain();
            }
        }

        /** Steps that all come due in two seconds; returns how many a second were dispatched from then on. */
        private double drain() throws InterruptedException {
            int first = steps + 1;
            comeDue("UTC_TIMESTAMP(6) + INTERVAL %d SECOND".formatted(settings.smoke() ? 2 : 8));
            awaitDispatched(first);
            double millis =
                    database.sql("""
                            SELECT TIMESTAMPDIFF(MICROSECOND, MIN(due_at), MAX(dispatched_at)) / 1000 FROM due_step
                            WHERE enrolment_id >= :first
                            """).param("first", first).query(Double.class).single();
            awaitSent();
            return burst / millis * 1000;
        }

        /** Steps that come due in the course of a minute. */
        private Result late() throws InterruptedException {
            settings.progress().accept("as many in the course of a minute");
            int first = steps + 1;
            int seconds = settings.smoke() ? 5 : 60;
            comeDue("UTC_TIMESTAMP(6) + INTERVAL (8000000 + (seq - %d) * %d) MICROSECOND"
                    .formatted(first, seconds * 1_000_000 / burst));
            awaitDispatched(first);
            awaitSent();
            double p99 = lateness(first, 99);
            return Result.of("lateness p99, %,d in %d s".formatted(burst, seconds), p99, "ms")
                    .withGoal("<= 1500", p99 <= 1500);
        }

        /** One of two dies in the burst. */
        private Result takeover(ServiceProcess second) throws InterruptedException {
            settings.progress().accept("killing one of two in the burst");
            int first = steps + 1;
            comeDue("UTC_TIMESTAMP(6) + INTERVAL %d SECOND".formatted(settings.smoke() ? 2 : 8));
            await("the burst to begin", () -> dispatched(first) > 0);
            second.kill();
            awaitDispatched(first);
            double worst = lateness(first, 100) / 1000;
            return Result.of("all dispatched after one of two was killed", worst, "s")
                    .withGoal("<= 20", worst <= 20);
        }

        private List<Result> right() throws InterruptedException {
            awaitSent();
            long receivers = count("SELECT COUNT(*) FROM group_message_receiver");
            long distinct = count("SELECT COUNT(DISTINCT receiver) FROM group_message_receiver");
            return List.of(
                    Result.of("steps lost, of %,d".formatted(steps), (double) steps - distinct, "steps")
                            .withGoal("0", distinct == steps),
                    Result.of("steps dispatched twice", (double) receivers - distinct, "steps")
                            .withGoal("0", receivers == distinct));
        }

        private double lateness(int first, int percent) {
            return Samples.percentile(
                    database.sql("SELECT lateness_ms FROM due_step WHERE enrolment_id >= :first")
                            .param("first", first)
                            .query((row, _) -> row.getDouble(1))
                            .list(),
                    percent);
        }

        private void awaitDispatched(int first) {
            await("steps to be dispatched", () -> dispatched(first) >= burst);
        }

        private static void await(String what, BooleanSupplier condition) {
            long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(10);
            while (!condition.getAsBoolean()) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("Ten minutes were not enough for " + what);
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
        }

        private long dispatched(int first) {
            return database.sql("""
                            SELECT COUNT(*) FROM due_step WHERE enrolment_id >= :first AND dispatched_at IS NOT NULL
                            """).param("first", first).query(Long.class).single();
        }

        /** What was dispatched is sent and settled, so that the next round is not disturbed. */
        private void awaitSent() {
            await(
                    "messages to be sent",
                    () -> count("SELECT COUNT(*) FROM group_message WHERE status IN ('COLLECTING', 'SENDING')") == 0);
        }

        private long count(String sql) {
            return database.sql(sql).query(Long.class).single();
        }

        /** How long one look takes that asks each shard for its oldest step, as the service's does. */
        private void look(Samples looks, String contender) {
            database.sql("ANALYZE TABLE due_step").query().listOfRows();
            String all = IntStream.range(0, 64)
                    .mapToObj(shard -> "(SELECT shard, due_at FROM due_step WHERE state = 'PENDING' AND shard = "
                            + shard + " AND due_at <= UTC_TIMESTAMP(6) ORDER BY due_at LIMIT 1)")
                    .collect(Collectors.joining(" UNION ALL "));
            List<Double> millis = new ArrayList<>();
            for (int i = 0; i < (settings.smoke() ? 50 : 500); i++) {
                long begin = System.nanoTime();
                database.sql(all + " ORDER BY due_at").query().listOfRows();
                millis.add((System.nanoTime() - begin) / 1e6);
            }
            looks.add(contender, Samples.percentile(millis, 50));
        }

        private void plan() {
            database.sql("""
                            INSERT INTO plan (id, corp_id, name, status, draft, published_version, version, created_at,
                                              updated_at)
                            VALUES (1, :corp, 'plan', 'ACTIVE', '{"trigger": {}, "steps": []}', 1, 1, NOW(), NOW())
                            """).param("corp", corpId).update();
            database.sql("""
                            INSERT INTO plan_version (corp_id, plan_id, version, definition, published_at)
                            VALUES (:corp, 1, 1, :definition, NOW())
                            """).param("corp", corpId).param("definition", """
                            {"trigger": {"liveCodeId": null, "channelId": null, "state": null}, "steps": [{
                              "when": {"type": "after", "duration": "PT1H"},
                              "content": {"text": "hello", "attachments": []}}]}""").update();
        }

        /** Steps whose time is far away. */
        private void scheduleFar(int number) {
            int until = waiting + number;
            for (int first = waiting + 1; first <= until; first += PER_STATEMENT) {
                settings.progress().accept("%,d of %,d wait".formatted(first - 1, pending));
                int last = Math.min(until, first + PER_STATEMENT - 1);
                insertSteps("-seq", "'2030-01-01' + INTERVAL seq SECOND", first, last);
            }
            waiting = until;
        }

        private void comeDue(String at) {
            int until = steps + burst;
            for (int first = steps + 1; first <= until; first += PER_STATEMENT) {
                int last = Math.min(until, first + PER_STATEMENT - 1);
                database.sql("""
                                INSERT INTO enrolment (id, corp_id, plan_id, plan_version, userid, target_id, status,
                                                       triggered_at, created_at)
                                SELECT seq, :corp, 1, 1, CONCAT('member', seq MOD %d), CONCAT('wm', seq), 'ACTIVE',
                                    NOW(), NOW()
                                FROM seq_%d_to_%d
                                """.formatted(SENDERS, first, last))
                        .param("corp", corpId)
                        .update();
            }
            insertSteps("seq", at, steps + 1, until);
            steps = until;
        }

        private void insertSteps(String enrolment, String at, int first, int last) {
            database.sql("""
                            INSERT INTO due_step (corp_id, enrolment_id, step, step_key, plan_id, plan_version, userid,
                                                  target_id, state, due_at)
                            SELECT :corp, %s, 0, '1', 1, 1, CONCAT('member', seq MOD %d), CONCAT('wm', seq), 'PENDING',
                                %s
                            FROM seq_%d_to_%d
                            """.formatted(enrolment, SENDERS, at, first, last))
                    .param("corp", corpId)
                    .update();
        }
    }
}
