package scrm.sop.audience;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What of tag-service's REST interface is about segments, and lists of any service, over HTTP and as their committed
 * descriptions say.
 */
public final class TagServiceStub implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern SEGMENT = Pattern.compile("/v1/corps/([^/]+)/segments/([^/]+)(/.*)?");
    private static final Pattern SNAPSHOT = Pattern.compile("/snapshots/([^/]+)/members");

    private final Map<String, List<String>> segments = new ConcurrentHashMap<>();
    private final Map<String, List<Map<String, Object>>> lists = new ConcurrentHashMap<>();
    private final Map<String, List<String>> snapshots = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger failing = new AtomicInteger();
    private final HttpServer server;
    private volatile String token;

    public TagServiceStub(String token) {
        this.token = token;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public void segment(String corpId, String id, List<String> members) {
        segments.put(corpId + "/" + id, List.copyOf(members));
    }

    public void forget(String corpId, String id) {
        segments.remove(corpId + "/" + id);
    }

    /** What is listed at a path, of whichever service. */
    public void list(String path, List<Map<String, Object>> items) {
        lists.put(path, List.copyOf(items));
    }

    /** The next requests end in 503. */
    public void fail(int times) {
        failing.set(times);
    }

    public void accept(String other) {
        token = other;
    }

    /** Method and path of each request. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            JsonNode body = exchange.getRequestMethod().equals("POST")
                    ? JSON.readTree(exchange.getRequestBody().readAllBytes())
                    : JSON.nullNode();
            if (failing.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
                answer(exchange, 503, Map.of("code", "unavailable"));
            } else if (!("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                answer(exchange, 401, Map.of("code", "unauthorized"));
            } else {
                route(exchange, body);
            }
        }
    }

    private void route(HttpExchange exchange, JsonNode body) throws IOException {
        List<Map<String, Object>> listed = lists.get(exchange.getRequestURI().getPath());
        if (listed != null) {
            answer(exchange, 200, page(listed, query(exchange.getRequestURI())));
            return;
        }
        Matcher path = SEGMENT.matcher(exchange.getRequestURI().getPath());
        if (!path.matches()) {
            answer(exchange, 404, Map.of("code", "not_found"));
            return;
        }
        String rest = path.group(3) == null ? "" : path.group(3);
        Matcher snapshot = SNAPSHOT.matcher(rest);
        List<String> members = segments.get(path.group(1) + "/" + path.group(2));
        Map<String, String> query = query(exchange.getRequestURI());
        if (snapshot.matches()) {
            answer(exchange, 200, page(contacts(snapshots.get(snapshot.group(1))), query));
        } else if (members == null) {
            answer(exchange, 404, Map.of("code", "not_found"));
        } else if (rest.isEmpty()) {
            answer(exchange, 200, Map.of("id", path.group(2), "name", "人群", "version", 1));
        } else if (rest.equals("/snapshots")) {
            String id = String.valueOf(snapshots.size() + 1);
            snapshots.put(id, members);
            answer(
                    exchange,
                    201,
                    Map.of(
                            "id",
                            id,
                            "segmentId",
                            path.group(2),
                            "segmentVersion",
                            1,
                            "count",
                            members.size(),
                            "takenAt",
                            "2026-11-30T08:00:00Z"));
        } else if (rest.equals("/members/check")) {
            List<String> in = new ArrayList<>();
            body.path("externalUserIds").forEach(id -> in.add(id.asString()));
            in.retainAll(members);
            answer(exchange, 200, Map.of("externalUserIds", in));
        } else {
            Map<String, Object> page = page(contacts(members), query);
            page.put("total", members.size());
            answer(exchange, 200, page);
        }
    }

    private static List<Map<String, Object>> contacts(List<String> members) {
        return members.stream()
                .map(id -> Map.<String, Object>of("externalUserId", id))
                .toList();
    }

    private static Map<String, Object> page(List<Map<String, Object>> items, Map<String, String> query) {
        int from = Integer.parseInt(query.getOrDefault("cursor", "0"));
        int until = Math.min(items.size(), from + Integer.parseInt(query.getOrDefault("limit", "50")));
        Map<String, Object> page = new HashMap<>();
        page.put("items", items.subList(from, until));
        page.put("next", until < items.size() ? String.valueOf(until) : null);
        return page;
    }

    private static Map<String, String> query(URI uri) {
        if (uri.getQuery() == null) {
            return Map.of();
        }
        return Arrays.stream(uri.getRawQuery().split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    private static void answer(HttpExchange exchange, int status, Object body) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
