package scrm.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

import scrm.localstack.DevelopmentIssuer;
import scrm.simulator.Corp;
import scrm.simulator.CorpDefinition;
import scrm.simulator.WeComSimulator;
import scrm.simulator.server.Limits;
import scrm.stores.Databases;
import scrm.stores.Stores;
import scrm.stores.StoresPlan;
import scrm.stores.Topics;

/**
 * What jobs that measure whole services stand on: durable stores, a simulated WeCom in our own process, so that one
 * clock times both ends, and services as they are delivered. All of it is closed together.
 */
final class ServiceStack implements AutoCloseable {
    /** More than the data of any job but the largest: with less, MariaDB's own reading and writing is measured. */
    private static final int MEMORY = 2_048;

    private static final List<String> MEMBERS = List.of("zhang", "li", "wang");
    private static final Duration FOR_WECOM = Duration.ofSeconds(60);

    /**
     * What services are told of limits, WeCom's and the gateway's own: a job puts a day's customers into seconds, so
     * whatever is published for a minute is lifted. What the gateway counts it counts all the same.
     */
    private static final List<String> QUOTAS = Stream.concat(
                    Stream.of(
                            "--scrm.wecom.quota.per-minute=1000000",
                            "--scrm.wecom.quota.per-hour=60000000",
                            "--scrm.wecom.quota.concurrency=64"),
                    Stream.of("client-reads", "client-writes", "corp-reads", "corp-writes")
                            .map(budget -> "--scrm.gateway.limit." + budget)
                            .flatMap(budget -> Stream.of(budget + ".per-second=1000000", budget + ".burst=1000000")))
            .toList();

    private final JobSettings settings;
    private final WeComSimulator wecom;
    private final Stores stores;
    private final DevelopmentIssuer issuer;
    private final List<Corp> corps = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();
    private final Deque<AutoCloseable> opened;

    private ServiceStack(JobSettings settings, Stores stores, int numberOfCorps, Deque<AutoCloseable> opened)
            throws IOException, InterruptedException {
        this.settings = settings;
        this.opened = opened;
        this.stores = stores;
        opened.push(stores);
        wecom = WeComSimulator.start();
        opened.push(wecom);
        settings.progress().accept("starting MariaDB, Kafka and Redis");
        stores.start();
        new Topics(stores.addresses().kafkaBootstrap()).create("", 6);
        issuer = DevelopmentIssuer.in(settings.work());
        environment.put("SCRM_AUTH_ISSUER", DevelopmentIssuer.ISSUER);
        environment.put("SCRM_AUTH_AUDIENCE", DevelopmentIssuer.AUDIENCE);
        environment.put("SCRM_AUTH_JWK_SET_URI", issuer.publish(0).toString());
        environment.put("SCRM_WECOM_BASE_URL", wecom.baseUrl().toString());
        environment.put("SCRM_PUBLIC_URL", "http://127.0.0.1:1"); // nobody follows a link
        environment.put(
                "SCRM_CORPS_FILE",
                BenchCorps.file(settings.work(), numberOfCorps).toString());
        environment.put("SCRM_CALLBACK_GAP_DIR", settings.work().resolve("gaps").toString());
        for (int i = 0; i < numberOfCorps; i++) {
            corps.add(define(i));
        }
    }

    /** Starts stores and WeCom, or nothing. */
    static ServiceStack start(JobSettings settings, int numberOfCorps) throws IOException, InterruptedException {
        StoresPlan plan = new StoresPlan(settings.work(), StoresPlan.Database.MARIADB, true, false, MEMORY);
        return start(settings, plan, numberOfCorps);
    }

    static ServiceStack start(JobSettings settings, StoresPlan plan, int numberOfCorps)
            throws IOException, InterruptedException {
        Deque<AutoCloseable> opened = new ArrayDeque<>();
        try {
            return new ServiceStack(settings, Stores.of(plan), numberOfCorps, opened);
        } catch (IOException | InterruptedException | RuntimeException e) {
            closeAll(opened, e); // why it did not start says more
            throw e;
        }
    }

    WeComSimulator wecom() {
        return wecom;
    }

    Stores stores() {
        return stores;
    }

    List<Corp> corps() {
        return corps;
    }

    /** Closed with all the others, before what was opened earlier. */
    <T extends AutoCloseable> T closing(T one) {
        opened.push(one);
        return one;
    }

    void createDatabases(List<String> names) {
        new Databases(stores.addresses()).create(names);
    }

    /** A database of the services, or one beside theirs, for as long as statements take. */
    HikariDataSource dataSource(String database) {
        Map<String, String> itsSettings = stores.addresses().settings(database);
        HikariDataSource pool = closing(new HikariDataSource());
        pool.setJdbcUrl(itsSettings.get("SCRM_MYSQL_URL"));
        pool.setUsername(itsSettings.get("SCRM_MYSQL_USER"));
        pool.setPassword(itsSettings.get("SCRM_MYSQL_PASSWORD"));
        pool.addDataSourceProperty("rewriteBatchedStatements", "true");
        return pool;
    }

    /** What every process of ours is told, with that database. */
    Map<String, String> environment(String database) {
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(stores.addresses().settings(database));
        return all;
    }

    /** A service as it is delivered, not yet ready. */
    ServiceProcess launch(String module, String database) throws IOException {
        return launch(module, module, environment(database), 0, List.of());
    }

    /**
     * The same.
     *
     * @param name of its log
     * @param nice how much it gives way to the others
     * @param arguments beside those that lift limits
     */
    ServiceProcess launch(
            String module, String name, Map<String, String> itsEnvironment, int nice, List<String> arguments)
            throws IOException {
        List<String> all = new ArrayList<>(QUOTAS);
        all.addAll(arguments);
        return closing(ServiceProcess.launch(settings, module, name, itsEnvironment, nice, all));
    }

    /** REST at a process of ours. */
    RestClient rest(ServiceProcess process) {
        return new RestClient(process.url(), token());
    }

    /** A token that opens everything. */
    String token() {
        return issuer.token(
                List.of("*"),
                "tags:read tags:write channels:read channels:write groups:read groups:write",
                Duration.ofHours(2));
    }

    /**
     * Makes a channel and a live code of it, and waits until WeCom knows it.
     *
     * @param channel as REST takes it
     * @param more of the live code, beside its name, its channel and its members
     * @return the live code as REST tells it
     */
    static JsonNode openCode(RestClient rest, Corp corp, Map<String, ?> channel, Map<String, ?> more)
            throws InterruptedException {
        String corpId = corp.definition().corpId();
        Map<String, Object> wanted = new HashMap<>(more);
        wanted.put(
                "channelId",
                Long.parseLong(
                        rest.post(corpId + "/channels", channel).get("id").asString()));
        wanted.put("name", "Door");
        wanted.put("users", MEMBERS);
        String path = corpId + "/live-codes/"
                + rest.post(corpId + "/live-codes", wanted).get("id").asString();
        long deadline = System.nanoTime() + FOR_WECOM.toNanos();
        while (System.nanoTime() < deadline) {
            JsonNode code = rest.get(path);
            if (code.get("status").asString().equals("ACTIVE")) {
                return code;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
        throw new IllegalStateException("A live code of " + corpId + " has not become active");
    }

    /** All of it, whatever happens meanwhile; the first failure is told. */
    @Override
    public void close() {
        IllegalStateException failure = new IllegalStateException("Not everything could be closed");
        closeAll(opened, failure);
        if (failure.getSuppressed().length > 0) {
            throw failure;
        }
    }

    private static void closeAll(Deque<AutoCloseable> opened, Exception told) {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                told.addSuppressed(e);
            } catch (Exception e) { // the others must be closed all the same
                told.addSuppressed(e);
            }
        }
    }

    private Corp define(int number) {
        Corp corp = wecom.corp(new CorpDefinition(
                BenchCorps.keys(number).corpId().value(),
                "Corp " + number,
                BenchCorps.AGENT_ID,
                BenchCorps.SECRET,
                BenchCorps.token(number),
                BenchCorps.aesKey(number),
                (URI) null));
        corp.limits(Limits.NONE);
        MEMBERS.forEach(member -> corp.people().memberJoins(member, member));
        return corp;
    }
}
