package scrm.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A real browser that shows pages as a phone does and runs no script in them, used by mouse and keys over the DevTools
 * protocol. It comes from npm's registry into a folder of the test, with all libraries that it needs.
 */
public final class Chromium implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int HEIGHT = 844;

    private final Process process;
    private final WebSocket page;
    private final Messages messages = new Messages();
    private final AtomicInteger lastId = new AtomicInteger();

    private Chromium(Process process, int port) throws Exception {
        this.process = process;
        String target = JSON.readTree(CLIENT.send(
                                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list"))
                                        .build(),
                                BodyHandlers.ofString())
                        .body())
                .at("/0/webSocketDebuggerUrl")
                .asString();
        page = CLIENT.newWebSocketBuilder()
                .buildAsync(URI.create(target), messages)
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        for (String domain : List.of("Page", "DOM", "Log", "Network", "Accessibility")) {
            tell(domain + ".enable", Map.of());
        }
        tell("Emulation.setScriptExecutionDisabled", Map.of("value", true));
        width(390);
    }

    /** Installs and starts it. */
    public static Chromium start(Path work) throws Exception {
        Path scripts = Path.of(System.getProperty("scrm.root"), "service-harness/src/main/node");
        for (String file : List.of("package.json", "package-lock.json", "unpack-chromium.mjs")) {
            Files.copy(scripts.resolve(file), work.resolve(file));
        }
        Path unpacked = Files.createDirectory(work.resolve("unpacked"));
        run(work, Map.of(), "npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts");
        // Told that it is in a bare container, it brings its libraries along.
        run(
                work,
                Map.of("TMPDIR", unpacked.toString(), "AWS_EXECUTION_ENV", "AWS_Lambda_nodejs20.x"),
                "node",
                "unpack-chromium.mjs");
        Path profile = work.resolve("profile");
        ProcessBuilder browser = new ProcessBuilder(
                        unpacked.resolve("chromium").toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(work.resolve("chromium.log").toFile());
        browser.environment()
                .put("LD_LIBRARY_PATH", unpacked.resolve("al2023/lib").toString());
        browser.environment().put("FONTCONFIG_PATH", unpacked.resolve("fonts").toString());
        Process process = browser.start();
        try {
            return new Chromium(process, port(process, profile.resolve("DevToolsActivePort"), work));
        } catch (Exception | AssertionError e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private static void run(Path work, Map<String, String> environment, String... command) throws Exception {
        Path log = work.resolve(command[0] + ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(work.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(180, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        assertThat(process.waitFor())
                .as(command[0] + ": " + Files.readString(log))
                .isZero();
    }

    private static int port(Process process, Path file, Path work) throws IOException {
        Awaitility.await().atMost(PATIENCE).until(() -> !process.isAlive() || lines(file) == 2);
        assertThat(process.isAlive())
                .as(() -> "Chromium does not start: " + read(work.resolve("chromium.log")))
                .isTrue();
        return Integer.parseInt(Files.readAllLines(file).getFirst());
    }

    private static long lines(Path file) throws IOException {
        return Files.exists(file) ? Files.readAllLines(file).size() : 0;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** How wide the phone is, in CSS pixels. */
    public void width(int pixels) {
        tell(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", pixels, "height", HEIGHT, "deviceScaleFactor", 2, "mobile", true));
    }

    /** What the phone's owner reads. */
    public void language(String acceptLanguage) {
        headers(Map.of("Accept-Language", acceptLanguage));
    }

    /** What every request says, for example who is asking. */
    public void headers(Map<String, String> headers) {
        tell("Network.setExtraHTTPHeaders", Map.of("headers", headers));
    }

    /** Opens an address and waits until the page is there. */
    public void open(String url) {
        leadsOn(() -> tell("Page.navigate", Map.of("url", url)));
    }

    /** Touches what leads to another page, and waits until that is there. */
    public void follow(String selector) {
        leadsOn(() -> click(selector));
    }

    private void leadsOn(Runnable step) {
        messages.loads.clear();
        step.run();
        try {
            assertThat(messages.loads.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as("a page comes")
                    .isNotNull();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Presses the mouse in the middle of an element. */
    public void click(String selector) {
        int node = node(selector);
        tell("DOM.scrollIntoViewIfNeeded", Map.of("nodeId", node));
        double[] box = box(node);
        for (String type : List.of("mousePressed", "mouseReleased")) {
            tell(
                    "Input.dispatchMouseEvent",
                    Map.of(
                            "type",
                            type,
                            "x",
                            (box[0] + box[2]) / 2,
                            "y",
                            (box[1] + box[3]) / 2,
                            "button",
                            "left",
                            "clickCount",
                            1));
        }
    }

    /** Types into whatever has the focus. */
    public void type(String text) {
        tell("Input.insertText", Map.of("text", text));
    }

    /** Presses a key that writes nothing but a blank. */
    public void press(String key) {
        boolean blank = key.equals("Space");
        for (String type : List.of("keyDown", "keyUp")) {
            tell(
                    "Input.dispatchKeyEvent",
                    blank
                            ? Map.of("type", type, "code", key, "key", " ", "text", " ", "windowsVirtualKeyCode", 32)
                            : Map.of("type", type, "code", key, "key", key, "windowsVirtualKeyCode", 9));
        }
    }

    /** The page as it is now. */
    public String html() {
        return tell("DOM.getOuterHTML", Map.of("nodeId", document()))
                .path("outerHTML")
                .asString();
    }

    /** The title of the page, as its reader hears it first. */
    public String title() {
        return heard("RootWebArea").getFirst().name();
    }

    /** How high each of some elements is, in CSS pixels. */
    public List<Double> heights(String selector) {
        List<Double> heights = new ArrayList<>();
        tell("DOM.querySelectorAll", Map.of("nodeId", document(), "selector", selector))
                .path("nodeIds")
                .forEach(node -> {
                    double[] box = box(node.asInt());
                    heights.add(box[3] - box[1]);
                });
        return heights;
    }

    /** The page as it leaves a printer, as PDF. */
    public byte[] printed() {
        return Base64.getDecoder()
                .decode(tell("Page.printToPDF", Map.of("preferCSSPageSize", true))
                        .path("data")
                        .asString());
    }

    /** How wide the whole page is: more than the phone's width has to be pushed about. */
    public double contentWidth() {
        return tell("Page.getLayoutMetrics", Map.of())
                .at("/cssContentSize/width")
                .asDouble();
    }

    /**
     * What somebody who listens is told.
     *
     * @param role for example {@code radio}
     */
    public List<Heard> heard(String role) {
        List<Heard> heard = new ArrayList<>();
        tell("Accessibility.getFullAXTree", Map.of()).path("nodes").forEach(node -> {
            if (node.at("/role/value").asString("").equals(role)
                    && !node.path("ignored").asBoolean(false)) {
                heard.add(new Heard(
                        node.at("/name/value").asString(""),
                        node.at("/description/value").asString(""),
                        property(node, "focused"),
                        property(node, "checked")));
            }
        });
        return heard;
    }

    /** One thing that is told. */
    public record Heard(String name, String description, boolean focused, boolean checked) {}

    private static boolean property(JsonNode node, String name) {
        for (JsonNode property : node.path("properties")) {
            if (property.path("name").asString().equals(name)) {
                return property.at("/value/value").asString("").equals("true");
            }
        }
        return false;
    }

    /** All addresses that were asked for. */
    public List<String> asked() {
        return List.copyOf(messages.asked);
    }

    /** What the browser complained about, broken security policies among it. */
    public List<String> complaints() {
        return List.copyOf(messages.complaints);
    }

    private int document() {
        return tell("DOM.getDocument", Map.of()).at("/root/nodeId").asInt();
    }

    private int node(String selector) {
        int node = tell("DOM.querySelector", Map.of("nodeId", document(), "selector", selector))
                .path("nodeId")
                .asInt();
        assertThat(node).as(selector + " is on the page").isPositive();
        return node;
    }

    /** Left, top, right, bottom. */
    private double[] box(int node) {
        JsonNode border = tell("DOM.getBoxModel", Map.of("nodeId", node)).at("/model/border");
        return Stream.of(0, 1, 4, 5).mapToDouble(i -> border.path(i).asDouble()).toArray();
    }

    private JsonNode tell(String method, Map<String, ?> parameters) {
        int id = lastId.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        messages.awaited.put(id, answer);
        page.sendText(JSON.writeValueAsString(Map.of("id", id, "method", method, "params", parameters)), true)
                .join();
        JsonNode answered =
                answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        assertThat(answered.path("error").isMissingNode())
                .as(method + ": " + answered.path("error"))
                .isTrue();
        return answered.path("result");
    }

    /** Ends it with all of its processes, so that its folder can be deleted. */
    @Override
    public void close() {
        page.abort();
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(each ->
                each.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join());
    }

    /** What the browser says: answers, and what happens in between. */
    private static final class Messages implements WebSocket.Listener {
        private final Map<Integer, CompletableFuture<JsonNode>> awaited = new ConcurrentHashMap<>();
        private final BlockingQueue<String> loads = new LinkedBlockingQueue<>();
        private final List<String> asked = new CopyOnWriteArrayList<>();
        private final List<String> complaints = new CopyOnWriteArrayList<>();
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                take(JSON.readTree(text.toString()));
                text.setLength(0);
            }
            return WebSocket.Listener.super.onText(socket, data, last);
        }

        private void take(JsonNode message) {
            CompletableFuture<JsonNode> answer =
                    awaited.remove(message.path("id").asInt(0));
            if (answer != null) {
                answer.complete(message);
                return;
            }
            switch (message.path("method").asString("")) {
                case "Page.loadEventFired" -> loads.add("load");
                case "Network.requestWillBeSent" ->
                    asked.add(message.at("/params/request/url").asString());
                case "Log.entryAdded" ->
                    complaints.add(message.at("/params/entry/text").asString());
                default -> {}
            }
        }
    }
}
