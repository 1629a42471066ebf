package scrm.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.json.JsonMapper;

import scrm.localstack.DevelopmentIssuer;
import scrm.simulator.Corp;
import scrm.simulator.CorpDefinition;
import scrm.simulator.WeComSimulator;
import scrm.simulator.server.Latency;
import scrm.simulator.server.Limits;
import scrm.stores.Databases;
import scrm.stores.Stores;
import scrm.stores.StoresPlan;
import scrm.stores.Topics;

/**
 * The processes of J2: gateway, channel-qrcode-service and tag-service as they are delivered, and the inline handler,
 * all on the same durable stores and the same simulated WeCom, which lives in our own process: one clock times both
 * ends.
 */
final class PropagationStack implements AutoCloseable {
    /** In how many corps customers scan: 5 calls of {@code mark_tag} at once allow each 83 a second. */
    static final int CORPS = 8;

    private static final Duration WECOM_TAKES = Duration.ofMillis(60);
    private static final int MARKS_AT_ONCE = 5;
    private static final String GROUP = "Source";

    /** Tags can wait, welcomes cannot: on one machine this stands for the shares of the processor that pods have. */
    private static final int GIVES_WAY = 10;

    private static final List<String> MEMBERS = List.of("zhang", "li", "wang");

    /**
     * What our client is told of the limits. The published quota of a minute is lifted at both ends, as a phase puts a
     * day's customers into seconds; so is the number of calls at once, except where the rule of five is at work.
     */
    private static final List<String> QUOTAS = List.of(
            "--scrm.wecom.quota.per-minute=1000000",
            "--scrm.wecom.quota.per-hour=60000000",
            "--scrm.wecom.quota.concurrency=64",
            "--scrm.wecom.quota.apis.[externalcontact/mark_tag].concurrency=" + MARKS_AT_ONCE);

    private final JobSettings settings;
    private final Closing closing;
    private final WeComSimulator wecom;
    private final Stores stores;
    private final Map<String, String> environment = new HashMap<>();
    private final List<AddLoad.BenchCode> codes = new ArrayList<>();
    private final Map<String, String> tags = new HashMap<>();
    private final ServiceProcess gateway;
    private final ServiceProcess channels;
    private final ServiceProcess tagging;
    private final ServiceProcess inline;
    private final RestClient rest;

    private PropagationStack(JobSettings settings, Closing closing) throws IOException, InterruptedException {
        this.settings = settings;
        this.closing = closing;
        wecom = WeComSimulator.start();
        closing.add(wecom::close);
        settings.progress().accept("starting MariaDB, Kafka and Redis");
        stores = Stores.of(new StoresPlan(settings.work(), StoresPlan.Database.MARIADB, true, false));
        closing.add(stores::close);
        stores.start();
        new Databases(stores.addresses()).create(List.of("scrm_gateway", "scrm_channel", "scrm_tag", "inline"));
        new Topics(stores.addresses().kafkaBootstrap()).create("", 6);
        DevelopmentIssuer issuer = DevelopmentIssuer.in(settings.work());
        environment.put("SCRM_AUTH_ISSUER", DevelopmentIssuer.ISSUER);
        environment.put("SCRM_AUTH_AUDIENCE", DevelopmentIssuer.AUDIENCE);
        environment.put("SCRM_AUTH_JWK_SET_URI", issuer.publish(0).toString());
        environment.put("SCRM_WECOM_BASE_URL", wecom.baseUrl().toString());
        environment.put("SCRM_PUBLIC_URL", "http://127.0.0.1:1"); // nobody follows a link
        environment.put(
                "SCRM_CORPS_FILE", BenchCorps.file(settings.work(), CORPS).toString());
        environment.put("SCRM_CALLBACK_GAP_DIR", settings.work().resolve("gaps").toString());
        settings.progress().accept("starting channel-qrcode-service, tag-service and the gateway");
        List<Corp> corps = defineCorps();
        channels = launchChannels("channel-qrcode-service");
        tagging = launch("tag-service", "tag-service", environment("scrm_tag"), GIVES_WAY, QUOTAS);
        Map<String, String> routes = environment("scrm_gateway");
        routes.put("SCRM_CHANNEL_SERVICE_URL", channels.url().toString());
        routes.put("SCRM_TAG_SERVICE_URL", tagging.url().toString());
        gateway = launch("gateway", "gateway", routes, 0, List.of());
        List.of(channels, tagging, gateway).forEach(ServiceProcess::awaitReady);
        rest = new RestClient(
                gateway.url(),
                issuer.token(List.of("*"), "tags:read tags:write channels:read channels:write", Duration.ofHours(2)));
        for (Corp corp : corps) {
            codes.add(openCode(corp));
        }
        Map<String, String> ofInline = environment("inline");
        ofInline.put("BENCH_TAGS", JsonMapper.builder().build().writeValueAsString(tags));
        inline = ServiceProcess.launch(settings, InlineHandler.class, ofInline);
        closing.add(inline::close);
        inline.awaitReady();
        wecom.latency(Latency.fixed(WECOM_TAKES));
    }

    /** Starts all of it, or nothing. */
    static PropagationStack start(JobSettings settings) throws IOException, InterruptedException {
        Closing closing = new Closing();
        try {
            return new PropagationStack(settings, closing);
        } catch (IOException | InterruptedException | RuntimeException e) {
            try {
                closing.close();
            } catch (RuntimeException f) { // why it did not start says more
                e.addSuppressed(f);
            }
            throw e;
        }
    }

    /** What has been opened: closed the last first, each of it, whatever the others do; the first failure is told. */
    private static final class Closing {
        private final Deque<Runnable> opened = new ArrayDeque<>();

        void add(Runnable close) {
            opened.push(close);
        }

        void close() {
            RuntimeException failure = null;
            while (!opened.isEmpty()) {
                try {
                    opened.pop().run();
                } catch (RuntimeException e) { // the others must be closed all the same
                    if (failure == null) {
                        failure = e;
                    } else {
                        failure.addSuppressed(e);
                    }
                }
            }
            if (failure != null) {
                throw failure;
            }
        }
    }

    WeComSimulator wecom() {
        return wecom;
    }

    List<AddLoad.BenchCode> codes() {
        return codes;
    }

    /** The tag that customers of each corp get. */
    Map<String, String> tags() {
        return tags;
    }

    RestClient rest() {
        return rest;
    }

    int gatewayPort() {
        return gateway.port();
    }

    int inlinePort() {
        return inline.port();
    }

    /** The processor's time that each process has used, by name; the load's own is the simulator's too. */
    Map<String, Duration> cpuTimes() {
        Map<String, Duration> times = new LinkedHashMap<>();
        times.put("gateway", gateway.cpuTime());
        times.put("channel-qrcode-service", channels.cpuTime());
        times.put("tag-service", tagging.cpuTime());
        stores.all().forEach(store -> times.put(store.name(), ServiceProcess.cpuTime(store.pid())));
        times.put(
                "load and simulator",
                ServiceProcess.cpuTime(ProcessHandle.current().pid()));
        return times;
    }

    /** A second instance of channel-qrcode-service, ready. */
    ServiceProcess startSecond() throws IOException {
        return launchChannels("channel-qrcode-service-2").awaitReady();
    }

    /** Makes so many tags for people to set, in one group of a corp, and tells their ids. */
    List<String> createTags(String corpId, String group, List<String> names) throws InterruptedException {
        List<Map<String, String>> wanted =
                names.stream().map(name -> Map.of("name", name)).toList();
        List<String> ids = new ArrayList<>();
        rest.post(corpId + "/tag-groups", Map.of("groupName", group, "tags", wanted))
                .get("tags")
                .forEach(tag -> ids.add(tag.get("tagId").asString()));
        return ids;
    }

    @Override
    public void close() {
        closing.close();
    }

    private ServiceProcess launchChannels(String name) throws IOException {
        return launch("channel-qrcode-service", name, environment("scrm_channel"), 0, QUOTAS);
    }

    private ServiceProcess launch(
            String module, String name, Map<String, String> settingsOfService, int nice, List<String> arguments)
            throws IOException {
        ServiceProcess process = ServiceProcess.launch(settings, module, name, settingsOfService, nice, arguments);
        closing.add(process::close);
        return process;
    }

    private List<Corp> defineCorps() {
        List<Corp> corps = new ArrayList<>();
        for (int i = 0; i < CORPS; i++) {
            Corp corp = wecom.corp(new CorpDefinition(
                    BenchCorps.keys(i).corpId().value(),
                    "Corp " + i,
                    BenchCorps.AGENT_ID,
                    BenchCorps.SECRET,
                    BenchCorps.token(i),
                    BenchCorps.aesKey(i),
                    (URI) null));
            corp.limits(Limits.NONE);
            corp.limits("externalcontact/mark_tag", Limits.NONE.concurrent(MARKS_AT_ONCE));
            MEMBERS.forEach(member -> corp.people().memberJoins(member, member));
            corps.add(corp);
        }
        return corps;
    }

    /** A channel with a tag, and a live code of it that WeCom knows. */
    private AddLoad.BenchCode openCode(Corp corp) throws InterruptedException {
        String corpId = corp.definition().corpId();
        tags.put(corpId, createTags(corpId, GROUP, List.of("Poster")).getFirst());
        String channelId = rest.post(
                        corpId + "/channels",
                        Map.of("name", "Poster", "tags", List.of(Map.of("groupName", GROUP, "tagName", "Poster"))))
                .get("id")
                .asString();
        String id = rest.post(
                        corpId + "/live-codes",
                        Map.of(
                                "channelId",
                                Long.parseLong(channelId),
                                "name",
                                "Door",
                                "users",
                                MEMBERS,
                                "welcome",
                                Map.of("text", "Welcome, and thank you for coming")))
                .get("id")
                .asString();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (System.nanoTime() < deadline) {
            var code = rest.get(corpId + "/live-codes/" + id);
            if (code.get("status").asString().equals("ACTIVE")) {
                return new AddLoad.BenchCode(corp, code.get("state").asString(), id);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
        throw new IllegalStateException("A live code of " + corpId + " has not become active");
    }

    private Map<String, String> environment(String database) {
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(stores.addresses().settings(database));
        return all;
    }
}
