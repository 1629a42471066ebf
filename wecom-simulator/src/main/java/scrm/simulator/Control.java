package scrm.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import scrm.simulator.callback.CallbackEvent;
import scrm.simulator.callback.CallbackMode;
import scrm.simulator.server.ApiCall;
import scrm.simulator.server.Fault;
import scrm.simulator.server.Fields;
import scrm.simulator.server.Latency;
import scrm.simulator.server.Limits;
import scrm.simulator.server.Query;
import scrm.simulator.server.WeComError;

/** The control API under /simulator; see the README for its calls. */
final class Control implements HttpHandler {
    private static final int PAGE = 1000;

    private final WeComSimulator simulator;
    private final JsonMapper json = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();
    private final Acts acts = new Acts(json);

    Control(WeComSimulator simulator) {
        this.simulator = simulator;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            int status = 200;
            Object answer;
            try {
                answer = answer(exchange);
                if (answer == null) {
                    status = 404;
                    answer = Map.of("error", "no such path: " + exchange.getRequestURI());
                }
            } catch (JacksonException | DateTimeException e) {
                status = 400;
                answer = Map.of("error", String.valueOf(e.getMessage()));
            } catch (IllegalArgumentException | WeComError e) {
                status = 409;
                answer = Map.of("error", String.valueOf(e.getMessage()));
            }
            byte[] bytes = json.writeValueAsBytes(answer);
            exchange.getResponseHeaders().set("Content-Type", "application/json; charset=UTF-8");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private @Nullable Object answer(HttpExchange exchange) throws IOException {
        List<String> path = Arrays.stream(exchange.getRequestURI().getPath().split("/"))
                .filter(part -> !part.isEmpty())
                .skip(1)
                .toList();
        String method = exchange.getRequestMethod();
        byte[] raw = exchange.getRequestBody().readAllBytes();
        JsonNode body = raw.length == 0 ? json.createObjectNode() : json.readTree(raw);
        Query query = new Query(exchange.getRequestURI().getRawQuery());
        if (path.size() >= 2 && path.get(0).equals("corps")) {
            return corp(simulator.corp(path.get(1)), method, path.subList(2, path.size()), body);
        }
        return switch (method + " " + String.join("/", path)) {
            case "GET health" -> Map.of("status", "UP");
            case "GET clock" -> clock();
            case "POST clock" -> {
                if (Fields.of(body).flag("freeze", false)) {
                    simulator.clock().freeze();
                }
                simulator.clock().advance(Duration.parse(Fields.of(body).text("advance", "PT0S")));
                yield clock();
            }
            case "GET corps" -> simulator.corps().stream().map(Corp::definition).toList();
            case "POST corps" -> simulator.corp(definition(Fields.of(body))).definition();
            case "GET ledger" -> ledger(query);
            case "GET ledger/counts" -> simulator.ledger().counts(query.get("corpId"));
            case "GET callbacks" ->
                simulator.callbackLog().after(query.get("corpId"), query.number("after", 0), (int)
                        query.number("limit", PAGE));
            case "GET faults" -> simulator.faults().active();
            case "POST faults" -> Map.of("id", simulator.faults().add(fault(body)));
            case "DELETE faults" -> done(() -> simulator.faults().clear());
            case "PUT latency" -> done(() -> simulator.latency(json.convertValue(body, Latency.class)));
            case "POST ip-bans" ->
                done(() -> simulator
                        .ipBans()
                        .ban(
                                Fields.of(body).required("ip"),
                                Duration.parse(Fields.of(body).required("for"))));
            case "DELETE ip-bans" -> done(() -> simulator.ipBans().lift());
            default ->
                method.equals("DELETE") && path.size() == 2 && path.get(0).equals("faults")
                        ? done(() -> simulator.faults().remove(Long.parseLong(path.get(1))))
                        : null;
        };
    }

    private @Nullable Object corp(Corp corp, String method, List<String> path, JsonNode body) {
        Fields fields = Fields.of(body);
        if (path.size() == 2 && path.get(0).equals("people") && method.equals("POST")) {
            Object result = acts.act(corp.people(), path.get(1), body);
            return switch (result) {
                case null -> Map.of();
                case String id -> Map.of("id", id);
                case Integer count -> Map.of("count", count);
                default -> result;
            };
        }
        return switch (method + " " + String.join("/", path)) {
            case "GET " -> corp.definition();
            case "GET people" -> acts.catalogue();
            case "PUT callback-url" ->
                done(() -> corp.sendCallbacksTo(fields.has("url") ? URI.create(fields.required("url")) : null));
            case "POST verify-callback-url" -> Map.of("verified", corp.verifiesCallbackUrl());
            case "PUT callback-mode" -> done(() -> corp.callbackMode(mode(fields)));
            case "PUT callback-retries" ->
                done(() -> corp.callbackRetries(
                        fields.integer("attempts", 3), Duration.parse(fields.text("spacing", "PT1S"))));
            case "PUT limits" -> done(() -> limits(corp, fields));
            case "PUT code-quota" -> done(() -> corp.codeQuota(fields.integer("codes", 500_000)));
            case "PUT group-lag" -> done(() -> corp.groupLag(Duration.parse(fields.required("lag"))));
            case "POST revoke-tokens" -> done(corp::revokeTokens);
            case "PUT access" ->
                done(() -> {
                    if (fields.has("ipTrusted")) {
                        corp.ipTrusted(fields.flag("ipTrusted", true));
                    }
                    if (fields.has("apiGranted")) {
                        corp.apiGranted(fields.flag("apiGranted", true));
                    }
                });
            case "POST signed-callbacks" ->
                events(body).stream().map(corp::signed).toList();
            case "POST day" -> Day.play(corp.people(), json.convertValue(body, Day.class));
            case "POST population" ->
                done(() -> corp.populate(fields.integer("members", 0), fields.integer("contactsPerMember", 0)));
            case "POST callbacks" -> done(() -> events(body).forEach(corp::send));
            default -> null;
        };
    }

    private List<CallbackEvent> events(JsonNode body) {
        return Arrays.asList(json.convertValue(body, CallbackEvent[].class));
    }

    private Map<String, Object> clock() {
        return Map.of(
                "now",
                simulator.clock().instant().toString(),
                "ahead",
                simulator.clock().ahead().toString());
    }

    private List<ApiCall> ledger(Query query) {
        String corpId = query.get("corpId");
        String path = query.get("path");
        return simulator
                .ledger()
                .after(
                        query.number("after", 0),
                        (int) query.number("limit", PAGE),
                        call -> (corpId == null || corpId.equals(call.corpId()))
                                && (path == null || path.equals(call.path())));
    }

    private Fault fault(JsonNode body) {
        Fault fault = json.convertValue(body, Fault.class);
        return body.has("probability") ? fault : fault.withProbability(1, 0);
    }

    private static CorpDefinition definition(Fields fields) {
        CorpDefinition derived = CorpDefinition.of(fields.required("corpId"));
        return new CorpDefinition(
                derived.corpId(),
                fields.text("name", derived.name()),
                fields.number("agentId", derived.agentId()),
                fields.text("secret", derived.secret()),
                fields.text("callbackToken", derived.callbackToken()),
                fields.text("callbackAesKey", derived.callbackAesKey()),
                fields.has("callbackUrl") ? URI.create(fields.required("callbackUrl")) : null);
    }

    private static CallbackMode mode(Fields fields) {
        return new CallbackMode(
                fields.integer("copies", 1),
                Duration.parse(fields.text("shuffle", "PT0S")),
                Double.parseDouble(fields.text("dropProbability", "0")),
                Duration.parse(fields.text("burst", "PT0S")),
                fields.flag("staleSignature", false),
                fields.flag("foreignReceiveId", false),
                fields.flag("badSignature", false),
                fields.number("seed", 0));
    }

    private static void limits(Corp corp, Fields fields) {
        Limits limits = new Limits(
                fields.integer("perMinute", 0),
                fields.integer("perHour", 0),
                fields.integer("concurrent", 0),
                fields.flag("sliding", false));
        if (fields.has("path")) {
            corp.limits(fields.required("path"), limits);
        } else {
            corp.limits(limits);
        }
    }

    private static Map<String, Object> done(Runnable task) {
        task.run();
        return Map.of();
    }
}
