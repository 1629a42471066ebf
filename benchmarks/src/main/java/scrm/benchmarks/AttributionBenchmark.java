package scrm.benchmarks;

import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

import scrm.events.CorpId;
import scrm.events.Event;
import scrm.events.EventId;
import scrm.events.ExternalContactEvent.ExternalContactAdded;
import scrm.events.ExternalUserId;
import scrm.events.State;
import scrm.events.Topic;
import scrm.events.UserId;
import scrm.simulator.Corp;

/**
 * How fast contacts are attributed: so many additions are published at once, and it is timed until each has its row.
 * Beside it, in alternate rounds and on the same events: a consumer that inserts a row for each and does nothing else,
 * with as many threads and as large transactions. The service meanwhile does all that an addition asks of it: the
 * welcome's row, the touch, the event with the tags, what rosters and referrals make of that.
 */
final class AttributionBenchmark implements Job {
    private static final String OURS = "attribution";
    private static final String BARE = "bare consumer and insert";
    private static final int CORPS = 8;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @Override
    public String name() {
        return "attribution";
    }

    @Override
    public String title() {
        return "attribution: additions in Kafka to rows in MySQL";
    }

    @Override
    public List<Result> run(JobSettings settings) throws IOException, InterruptedException {
        try (ServiceStack stack = ServiceStack.start(settings, CORPS)) {
            return new Run(settings, stack).measure();
        }
    }

    private static final class Run {
        private final JobSettings settings;
        private final ServiceStack stack;
        private final Broker broker;
        private final JdbcClient database;
        private final List<JsonNode> codes = new ArrayList<>();
        private final ServiceProcess service;
        private final BareConsumer bare;
        private int contacts;

        Run(JobSettings settings, ServiceStack stack) throws IOException, InterruptedException {
            this.settings = settings;
            this.stack = stack;
            this.broker = new Broker(stack.stores().addresses().kafkaBootstrap());
            stack.createDatabases(List.of("scrm_channel", "bare"));
            settings.progress().accept("starting channel-qrcode-service");
            service = stack.launch("channel-qrcode-service", "scrm_channel").awaitReady();
            database = JdbcClient.create(stack.dataSource("scrm_channel"));
            bare = stack.closing(new BareConsumer(
                    stack.stores().addresses().kafkaBootstrap(),
                    Topic.EXTERNAL_CONTACT,
                    stack.dataSource("bare"),
                    new Additions()));
            RestClient rest = stack.rest(service);
            for (Corp corp : stack.corps()) {
                codes.add(ServiceStack.openCode(rest, corp, Map.of("name", "Poster"), Map.of()));
            }
        }

        List<Result> measure() throws InterruptedException {
            int size = settings.smoke() ? 500 : 10_000;
            int rounds = settings.smoke() ? 1 : 5;
            Samples rate = new Samples("/s");
            Samples cpu = new Samples("ms");
            settings.progress().accept("warming up");
            round(size, new Samples("/s"), new Samples("ms"), "");
            for (int round = 1; round <= rounds; round++) {
                settings.progress().accept("round %d of %d".formatted(round, rounds));
                round(size, rate, cpu, "");
            }
            if (!settings.smoke()) {
                for (int times : List.of(4, 16)) {
                    settings.progress().accept("x" + times);
                    round(size * times, rate, cpu, " x" + times);
                }
            }
            List<Result> results = new ArrayList<>();
            results.add(rate.beside("additions attributed", OURS, BARE));
            results.add(cpu.beside("processor time of service and stores for each", OURS, BARE));
            if (!settings.smoke()) {
                for (String times : List.of(" x4", " x16")) {
                    results.add(rate.beside("additions attributed," + times + " as many", OURS + times, BARE + times));
                }
                double flat = rate.median(OURS + " x16") / rate.median(OURS);
                results.add(Result.of("rate at x16 by rate at x1", flat, "").withGoal(">= 0.85 (flat)", flat >= 0.85));
            }
            results.add(none("wrong or missing attributions, of " + contacts, wrong()));
            results.add(none("wrong or missing rows of the bare consumer", contacts - bare.rows()));
            return results;
        }

        /** The service, then the bare consumer, with the same events. */
        private void round(int size, Samples rate, Samples cpu, String times) throws InterruptedException {
            awaitQuiet();
            long last = highest();
            Duration start = cpuTime();
            long begin = System.nanoTime();
            broker.publish(IntStream.range(0, size).mapToObj(this::added).toList());
            contacts += size;
            await(() -> database.sql("SELECT COUNT(*) FROM attribution WHERE id > :last")
                            .param("last", last)
                            .query(Long.class)
                            .single()
                    >= size);
            rate.add(OURS + times, size / ((System.nanoTime() - begin) / 1e9));
            awaitQuiet();
            cpu.add(OURS + times, millis(cpuTime().minus(start)) / size);
            Duration startOfBare = cpuTime();
            Duration startOfOurs = ownTime();
            long beginOfBare = System.nanoTime();
            bare.consume(size);
            rate.add(BARE + times, size / ((System.nanoTime() - beginOfBare) / 1e9));
            // It runs in this process.
            cpu.add(
                    BARE + times,
                    millis(cpuTime().plus(ownTime()).minus(startOfBare).minus(startOfOurs)) / size);
        }

        private ExternalContactAdded added(int n) {
            int contact = contacts + n;
            JsonNode code = codes.get(contact % CORPS);
            Instant now = Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS);
            return new ExternalContactAdded(
                    new EventId("%064x".formatted(contact)),
                    new CorpId(stack.corps().get(contact % CORPS).definition().corpId()),
                    now,
                    new UserId("zhang"),
                    new ExternalUserId("wmbench%016x".formatted((contact + 1) * 0x9E3779B97F4A7C15L)),
                    new State(code.get("state").asString()),
                    null);
        }

        /** Attributions that are not what was published. */
        private long wrong() {
            long right = 0;
            for (int corp = 0; corp < CORPS; corp++) {
                right += database.sql("""
                                SELECT COUNT(*) FROM attribution
                                WHERE corp_id = :corp AND first_live_code_id = :code AND relation = 'ADDED'
                                """)
                        .param("corp", stack.corps().get(corp).definition().corpId())
                        .param("code", Long.parseLong(codes.get(corp).get("id").asString()))
                        .query(Long.class)
                        .single();
            }
            long all = database.sql("SELECT COUNT(*) FROM attribution")
                    .query(Long.class)
                    .single();
            return Math.abs(contacts - right) + all - right;
        }

        private long highest() {
            return database.sql("SELECT COALESCE(MAX(id), 0) FROM attribution")
                    .query(Long.class)
                    .single();
        }

        /** What follows from the attributions, the events above all, has been worked off. */
        private void awaitQuiet() {
            await(() -> {
                Duration start = service.cpuTime();
                LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
                return service.cpuTime().minus(start).toMillis() < 100;
            });
        }

        private Duration cpuTime() {
            return stack.stores()
                    .all()
                    .map(store -> ServiceProcess.cpuTime(store.pid()))
                    .reduce(service.cpuTime(), Duration::plus);
        }

        private static Duration ownTime() {
            return ServiceProcess.cpuTime(ProcessHandle.current().pid());
        }

        private static double millis(Duration duration) {
            return duration.toNanos() / 1e6;
        }

        private static Result none(String name, long count) {
            return Result.of(name, (double) count, "rows").withGoal("0", count == 0);
        }

        private static void await(BooleanSupplier condition) {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (!condition.getAsBoolean()) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("The additions were not worked off in " + PATIENCE);
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
        }
    }

    /** A row for each addition, unique as ours are. */
    private static final class Additions implements BareConsumer.Rows {
        @Override
        public String columns() {
            return "corp_id VARCHAR(64) NOT NULL, userid VARCHAR(64) NOT NULL, external_userid VARCHAR(64) NOT NULL,"
                    + " state VARCHAR(128), added_at DATETIME(6) NOT NULL,"
                    + " UNIQUE KEY pair (corp_id, external_userid, userid)";
        }

        @Override
        public String insert() {
            return "INSERT INTO bare (corp_id, userid, external_userid, state, added_at) VALUES (?, ?, ?, ?, ?)";
        }

        @Override
        public boolean bind(PreparedStatement row, Event event) throws SQLException {
            if (!(event instanceof ExternalContactAdded added)) {
                return false;
            }
            row.setString(1, added.corpId().value());
            row.setString(2, added.userId().value());
            row.setString(3, added.externalUserId().value());
            row.setString(4, String.valueOf(added.state()));
            row.setTimestamp(5, Timestamp.from(added.occurredAt()));
            return true;
        }
    }
}
