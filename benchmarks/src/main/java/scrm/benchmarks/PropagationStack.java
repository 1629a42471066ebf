package scrm.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import scrm.simulator.Corp;
import scrm.simulator.WeComSimulator;
import scrm.simulator.server.Latency;
import scrm.simulator.server.Limits;

/**
 * The processes of J2: gateway, channel-qrcode-service and tag-service, and the inline handler, all on the same stores
 * and the same WeCom.
 */
final class PropagationStack implements AutoCloseable {
    /** In how many corps customers scan: 5 calls of {@code mark_tag} at once allow each 83 a second. */
    static final int CORPS = 8;

    private static final Duration WECOM_TAKES = Duration.ofMillis(60);
    private static final String MARK_TAG = "externalcontact/mark_tag";
    private static final int MARKS_AT_ONCE = 5;
    private static final String GROUP = "Source";

    /** Tags can wait, welcomes cannot: on one machine this stands for the shares of the processor that pods have. */
    private static final int GIVES_WAY = 10;

    /** Of the calls at once only the rule of five is at work. */
    private static final List<String> MARKS =
            List.of("--scrm.wecom.quota.apis.[" + MARK_TAG + "].concurrency=" + MARKS_AT_ONCE);

    private final ServiceStack stack;
    private final List<AddLoad.BenchCode> codes = new ArrayList<>();
    private final Map<String, String> tags = new HashMap<>();
    private final ServiceProcess gateway;
    private final ServiceProcess channels;
    private final ServiceProcess tagging;
    private final ServiceProcess inline;
    private final RestClient rest;

    private PropagationStack(JobSettings settings, ServiceStack stack) throws IOException, InterruptedException {
        this.stack = stack;
        stack.createDatabases(List.of("scrm_gateway", "scrm_channel", "scrm_tag", "inline"));
        stack.corps().forEach(corp -> corp.limits(MARK_TAG, Limits.NONE.concurrent(MARKS_AT_ONCE)));
        settings.progress().accept("starting channel-qrcode-service, tag-service and the gateway");
        channels = launchChannels("channel-qrcode-service");
        tagging = stack.launch("tag-service", "tag-service", stack.environment("scrm_tag"), GIVES_WAY, MARKS);
        Map<String, String> routes = stack.environment("scrm_gateway");
        routes.put("SCRM_CHANNEL_SERVICE_URL", channels.url().toString());
        routes.put("SCRM_TAG_SERVICE_URL", tagging.url().toString());
        gateway = stack.launch("gateway", "gateway", routes, 0, List.of());
        List.of(channels, tagging, gateway).forEach(ServiceProcess::awaitReady);
        rest = stack.rest(gateway);
        for (Corp corp : stack.corps()) {
            codes.add(openCode(corp));
        }
        Map<String, String> ofInline = stack.environment("inline");
        ofInline.put("BENCH_TAGS", JsonMapper.builder().build().writeValueAsString(tags));
        inline = stack.closing(ServiceProcess.launch(settings, InlineHandler.class, ofInline));
        inline.awaitReady();
        stack.wecom().latency(Latency.fixed(WECOM_TAKES));
    }

    /** Starts all of it, or nothing. */
    static PropagationStack start(JobSettings settings) throws IOException, InterruptedException {
        ServiceStack stack = ServiceStack.start(settings, CORPS);
        try {
            return new PropagationStack(settings, stack);
        } catch (IOException | InterruptedException | RuntimeException e) {
            try {
                stack.close();
            } catch (RuntimeException f) { // why it did not start says more
                e.addSuppressed(f);
            }
            throw e;
        }
    }

    WeComSimulator wecom() {
        return stack.wecom();
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
        stack.stores().all().forEach(store -> times.put(store.name(), ServiceProcess.cpuTime(store.pid())));
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
        stack.close();
    }

    private ServiceProcess launchChannels(String name) throws IOException {
        return stack.launch("channel-qrcode-service", name, stack.environment("scrm_channel"), 0, List.of());
    }

    /** A channel with a tag, and a live code of it that WeCom knows. */
    private AddLoad.BenchCode openCode(Corp corp) throws InterruptedException {
        String corpId = corp.definition().corpId();
        tags.put(corpId, createTags(corpId, GROUP, List.of("Poster")).getFirst());
        JsonNode code = ServiceStack.openCode(
                rest,
                corp,
                Map.of("name", "Poster", "tags", List.of(Map.of("groupName", GROUP, "tagName", "Poster"))),
                Map.of("welcome", Map.of("text", "Welcome, and thank you for coming")));
        return new AddLoad.BenchCode(
                corp, code.get("state").asString(), code.get("id").asString());
    }
}
