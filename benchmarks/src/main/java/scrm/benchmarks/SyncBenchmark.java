package scrm.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

import scrm.simulator.Corp;
import scrm.simulator.server.Latency;

/**
 * A full synchronization of contacts, from nothing, by tag-service as it is delivered. Beside it, in the same round:
 * the bare calls to WeCom, as many at a time, with their answers thrown away. Then the same once more without any
 * change; and one that is killed in its midst. What is held in the end is compared with WeCom's lists.
 */
final class SyncBenchmark implements Job {
    private static final Duration WECOM_TAKES = Duration.ofMillis(60);
    private static final Duration PATIENCE = Duration.ofMinutes(40);
    private static final String DATABASE = "scrm_tag";
    private static final String PAGES = "externalcontact/batch/get_by_user";

    // As tag-service has them.
    private static final int LANES = 4;
    private static final int LOT = 20;

    /** Of each lane: one that is being stored, and the next one under way. */
    private static final int PAGES_IN_FLIGHT = 2 * LANES;

    /** What every contact of the benchmark is in our tables: itself and its relation. */
    private static final int ROWS_OF_CONTACT = 2;

    @Override
    public String name() {
        return "J7";
    }

    @Override
    public String title() {
        return "full sync: all contacts of all members, beside the bare calls to WeCom";
    }

    @Override
    public List<Result> run(JobSettings settings) throws IOException, InterruptedException {
        List<Size> sizes = settings.smoke() ? Size.SMOKE : Size.ALL;
        int corps = sizes.stream().mapToInt(Size::rounds).sum() + 1;
        try (ServiceStack stack = ServiceStack.start(settings, corps)) {
            stack.wecom().latency(Latency.fixed(WECOM_TAKES));
            stack.createDatabases(List.of(DATABASE));
            return new Run(settings, stack, sizes).measure();
        }
    }

    /**
     * How much there is to be synchronized.
     *
     * @param rounds corps of this size, for each can be new once only
     */
    private record Size(String name, int members, int contactsPerMember, int rounds) {
        static final List<Size> SMOKE = List.of(new Size("x1", 20, 50, 2), new Size("x4", 80, 50, 1));
        static final List<Size> ALL =
                List.of(new Size("x1", 125, 500, 5), new Size("x4", 500, 500, 1), new Size("x16", 2000, 500, 1));

        long contacts() {
            return (long) members * contactsPerMember;
        }
    }

    private static final class Run {
        private final JobSettings settings;
        private final ServiceStack stack;
        private final List<Size> sizes;
        private final List<Corp> corps;
        private final List<Result> results = new ArrayList<>();
        private final JdbcClient database;
        private ServiceProcess service;
        private RestClient rest;
        private long wrong;

        Run(JobSettings settings, ServiceStack stack, List<Size> sizes) throws IOException {
            this.settings = settings;
            this.stack = stack;
            this.sizes = sizes;
            this.corps = new ArrayList<>(stack.corps());
            this.service = launch();
            this.rest = stack.rest(service);
            this.database = JdbcClient.create(stack.dataSource(DATABASE));
        }

        private ServiceProcess launch() throws IOException {
            settings.progress().accept("starting tag-service");
            Map<String, String> environment = stack.environment(DATABASE);
            environment.put("SCRM_CONTACT_SYNC_INCREMENTAL", "");
            environment.put("SCRM_CONTACT_SYNC_FULL", "");
            return stack.launch("tag-service", "tag-service", environment, 0, List.of())
                    .awaitReady();
        }

        List<Result> measure() throws IOException, InterruptedException {
            List<Double> resident = new ArrayList<>();
            for (Size size : sizes) {
                Samples seconds = new Samples("s");
                for (int round = 0; round < size.rounds(); round++) {
                    Corp corp = populated(size);
                    BareSync.Seen seen = bare(corp, seconds);
                    long begin = System.nanoTime();
                    sync(corp);
                    seconds.add("sync", (System.nanoTime() - begin) / 1e9);
                    check(corp, seen);
                    if (round == 0) {
                        repeat(size, corp);
                    }
                }
                resident.add((double) service.peakResidentBytes());
                Result wall = seconds.beside(
                        "full sync of %,d contacts, %s".formatted(size.contacts(), size.name()), "sync", "bare calls");
                // A smoke run is over before anything is compiled.
                results.add(
                        settings.smoke()
                                ? wall
                                : wall.withGoal("ratio <= 1.2", wall.ratio() != null && wall.ratio() <= 1.2));
            }
            double growth = resident.getLast() / resident.getFirst();
            results.add(Result.of("peak memory of tag-service, largest size by smallest", growth, "x")
                    .withGoal("<= 1.1", growth <= 1.1));
            if (!settings.smoke()) {
                killed(sizes.get(1)); // whoever takes over waits for the lease of the dead
            }
            results.add(Result.of("corps that are not held exactly", (double) wrong, "corps")
                    .withGoal("0", wrong == 0));
            return results;
        }

        private Corp populated(Size size) {
            Corp corp = corps.removeFirst();
            settings.progress().accept("%,d contacts of %,d members".formatted(size.contacts(), size.members()));
            corp.populate(size.members(), size.contactsPerMember());
            return corp;
        }

        private BareSync.Seen bare(Corp corp, Samples seconds) throws InterruptedException {
            long begin = System.nanoTime();
            BareSync.Seen seen = new BareSync(stack.wecom().baseUrl(), corp, LANES, LOT).run();
            seconds.add("bare calls", (System.nanoTime() - begin) / 1e9);
            return seen;
        }

        private void repeat(Size size, Corp corp) throws InterruptedException {
            awaitNumbers();
            long before = checksum();
            long writesBefore = writes();
            sync(corp);
            double rows = (double) size.contacts() * ROWS_OF_CONTACT;
            double changed = checksum() == before ? 0 : 1;
            results.add(
                    Result.of("tables of contacts that a repeat without change changes, " + size.name(), changed, "")
                            .withGoal("0", changed == 0));
            results.add(Result.of(
                    "rows that it writes besides, places and work, of the rows held, " + size.name(),
                    100 * (writes() - writesBefore) / rows,
                    "%"));
        }

        /** The index numbers contacts when it meets them, which is no write of a synchronization. */
        private void awaitNumbers() throws InterruptedException {
            long begin = System.nanoTime();
            while (database.sql("SELECT COUNT(*) FROM external_contact WHERE ordinal IS NULL")
                            .query(Long.class)
                            .single()
                    > 0) {
                if (System.nanoTime() - begin > PATIENCE.toNanos()) {
                    throw new IllegalStateException("The index has not numbered all contacts");
                }
                pause();
            }
        }

        /** What every row of contacts adds up to. */
        private long checksum() {
            return database
                    .sql("CHECKSUM TABLE external_contact, follow_user, follow_user_tag, personal_tag")
                    .query((row, _) -> row.getLong(2))
                    .list()
                    .stream()
                    .reduce(0L, (sum, next) -> 31 * sum + next);
        }

        private long writes() {
            return database
                    .sql(
                            "SHOW GLOBAL STATUS WHERE Variable_name IN ('Handler_write', 'Handler_update', 'Handler_delete')")
                    .query((row, _) -> row.getLong(2))
                    .list()
                    .stream()
                    .mapToLong(count -> count)
                    .sum();
        }

        /** Killed at a third; goes on in a new process. */
        private void killed(Size size) throws IOException, InterruptedException {
            Corp corp = populated(size);
            BareSync.Seen seen = new BareSync(stack.wecom().baseUrl(), corp, LANES, LOT).run();
            long asked = pages(corp);
            String job = begin(corp);
            while (pages(corp) - asked < seen.pages() / 3) {
                pause();
            }
            settings.progress().accept("killing tag-service");
            service.kill();
            service = launch();
            rest = stack.rest(service);
            await(corp, job);
            check(corp, seen);
            long again = pages(corp) - asked - seen.pages();
            results.add(Result.of("pages read again after a kill", (double) again, "pages")
                    .withGoal("<= " + PAGES_IN_FLIGHT, again <= PAGES_IN_FLIGHT));
        }

        private long pages(Corp corp) {
            return stack
                    .wecom()
                    .ledger()
                    .counts(corp.definition().corpId())
                    .getOrDefault(PAGES, Map.of())
                    .values()
                    .stream()
                    .mapToLong(count -> count)
                    .sum();
        }

        private void check(Corp corp, BareSync.Seen seen) {
            boolean right = database.sql("""
                            SELECT COUNT(*), COALESCE(SUM(CRC32(f.external_userid)), 0), COUNT(c.id)
                            FROM follow_user f
                            LEFT JOIN external_contact c
                                ON c.corp_id = f.corp_id AND c.external_userid = f.external_userid AND c.name <> ''
                            WHERE f.corp_id = :corp AND f.ended_at IS NULL
                            """)
                    .param("corp", corp.definition().corpId())
                    .query((row, _) -> row.getLong(1) == seen.relations()
                            && row.getLong(2) == seen.sum()
                            && row.getLong(3) == seen.relations())
                    .single();
            wrong += right ? 0 : 1;
        }

        private void sync(Corp corp) throws InterruptedException {
            settings.progress().accept("synchronizing");
            await(corp, begin(corp));
        }

        private String begin(Corp corp) throws InterruptedException {
            return rest.post(corp.definition().corpId() + "/jobs", Map.of("kind", "external-contact-sync"))
                    .get("id")
                    .asString();
        }

        private void await(Corp corp, String job) throws InterruptedException {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (System.nanoTime() < deadline) {
                JsonNode standing = rest.get(corp.definition().corpId() + "/jobs/" + job);
                switch (standing.get("state").asString()) {
                    case "SUCCEEDED" -> {
                        return;
                    }
                    case "RUNNING" -> pause();
                    default -> throw new IllegalStateException("The job ended: " + standing);
                }
            }
            throw new IllegalStateException("The job takes too long");
        }

        private static void pause() {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }
}
