package scrm.localstack.faults;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Whoever may do something may not do everything: scopes that lack one, fields that are not theirs to set, and headers
 * that claim to be somebody else.
 */
final class S08CrossedRoles implements FaultRow {
    private static final String EVIL = "evil.example";
    private static final long MARK = 987_654_321;

    /** Fields that an answer may have, but nobody may write. */
    private static final Set<String> NEVER_WRITTEN = Set.of("corpId", "id", "version", "createdAt", "state");

    @Override
    public String id() {
        return "S8";
    }

    @Override
    public String title() {
        return "role crossing, mass assignment, spoofed X-Corp-Id and X-Forwarded-*";
    }

    @Override
    public Result run(FaultContext context) {
        FaultCorp corp = context.corp(this);
        FaultCorp other = context.corp(this, "other");
        List<Operation> operations = context.operations();
        List<String> crossed = new ArrayList<>();
        operations.forEach(operation -> cross(context, corp, operation, crossed));
        Assigned assigned = new Assigned();
        operations.stream()
                .filter(operation -> operation.method().equals("POST")
                        && operation.takesJson()
                        && operation.variables().isEmpty())
                .forEach(operation -> assign(context, corp, operation, assigned));
        List<String> believed = new ArrayList<>();
        List<Operation> lists = operations.stream()
                .filter(operation -> operation.isList() && operation.variables().isEmpty())
                .toList();
        lists.forEach(list -> spoof(context, corp, other, list, believed));
        spoofLinks(context, corp, other, operations, believed);
        return new Result(
                String.format(
                        Locale.ROOT,
                        "%d operations without their scope at 2 doors: let in %s; %d fields that nobody may write in %d"
                                + " operations: effective %s, not tried %s; %d lists under spoofed headers: differ %s",
                        operations.size(),
                        FaultContext.count(crossed),
                        assigned.fields,
                        assigned.operations,
                        FaultContext.count(assigned.effective),
                        FaultContext.count(assigned.untried),
                        lists.size(),
                        FaultContext.count(believed)),
                "let in 0, all 403; effective 0, not tried 0; differ 0",
                crossed.isEmpty()
                        && assigned.effective.isEmpty()
                        && assigned.untried.isEmpty()
                        && assigned.fields > 0
                        && believed.isEmpty()
                        && !lists.isEmpty());
    }

    /** With every scope but the one that is needed, and with none but its counterpart. */
    private static void cross(FaultContext context, FaultCorp corp, Operation operation, List<String> crossed) {
        List<String> others = FaultContext.everyScope().stream()
                .filter(scope -> !scope.equals(operation.scope()))
                .toList();
        String token = context.bearer(corp, others);
        for (URI door : context.doors(operation)) {
            Caller.Answer answer = new Caller(door, token)
                    .send(operation.method(), Caller.inCorp(corp.corpId(), operation.with("1")), null);
            if (!answer.isProblem(403) || !answer.json().path("code").asString().equals("scope_missing")) {
                crossed.add("%s at port %d answered %d".formatted(operation, door.getPort(), answer.status()));
            }
        }
    }

    /** What came of fields that nobody may write. */
    private static final class Assigned {
        private final List<String> effective = new ArrayList<>();
        private final List<String> untried = new ArrayList<>();
        private int fields;
        private int operations;
    }

    /** Adds each field of the answer that is none of the request's, one at a time, to a body that is taken without. */
    private static void assign(FaultContext context, FaultCorp corp, Operation operation, Assigned assigned) {
        Caller caller = new Caller(context.stack().gatewayUrl(), context.bearer(corp));
        String path = Caller.inCorp(corp.corpId(), operation.with(""));
        Caller.Answer taken = caller.send("POST", path, body(corp, operation));
        if (!taken.isOk()) {
            assigned.untried.add(operation + ": " + taken.body());
            return;
        }
        assigned.operations++;
        JsonNode written = operation.bodySchema().path("properties");
        Map<String, Object> extra = new LinkedHashMap<>();
        operation
                .answerSchema()
                .path("properties")
                .propertyStream()
                .forEach(field -> extra.put(field.getKey(), mark(operation.resolved(field.getValue()))));
        NEVER_WRITTEN.forEach(name -> extra.putIfAbsent(name, MARK + ""));
        extra.keySet().removeIf(written::has);
        extra.forEach((name, value) -> {
            assigned.fields++;
            Map<String, Object> body = body(corp, operation);
            body.put(name, value);
            Caller.Answer answer = caller.send("POST", path, body);
            if (answer.isOk() ? holds(answer.json(), name, value) : !answer.isRefusal()) {
                assigned.effective.add(operation + " " + name + " answered " + answer.status());
            }
        });
    }

    private static Map<String, Object> body(FaultCorp corp, Operation operation) {
        Map<String, Object> body = new SampleBody(Map.of("channelId", corp.channelId()))
                .of(operation, Set.of("users", "text", "tags", "kind"));
        return new HashMap<>(body);
    }

    private static Object mark(JsonNode schema) {
        if (schema.has("enum")) {
            return schema.path("enum").values().stream().toList().getLast().asString();
        }
        return switch (schema.path("type").asString("")) {
            case "integer", "number" -> MARK;
            case "boolean" -> true;
            case "array" -> List.of();
            case "object" -> Map.of();
            default ->
                schema.path("format").asString("").equals("date-time") ? "2001-02-03T04:05:06Z" : "marked" + MARK;
        };
    }

    private static boolean holds(JsonNode answer, String name, Object value) {
        return answer.path(name).asString("").equals(value.toString());
    }

    private static final List<List<String>> CLAIMS = List.of(
            List.of("X-Forwarded-For", "10.0.0.1"),
            List.of("X-Forwarded-Host", EVIL, "X-Forwarded-Proto", "https", "X-Forwarded-Port", "444"),
            List.of("X-Forwarded-Prefix", "/" + EVIL),
            List.of("Forwarded", "for=10.0.0.1;host=" + EVIL + ";proto=https"),
            List.of("X-HTTP-Method-Override", "DELETE", "X-HTTP-Method", "DELETE", "X-Method-Override", "DELETE"),
            List.of("X-Real-IP", "127.0.0.1", "X-Client-IP", "127.0.0.1"),
            List.of("X-User", "admin", "X-Scope", "*", "X-Authenticated-User", "admin", "X-Roles", "admin"));

    private static List<List<String>> claims(FaultCorp other) {
        String path = Caller.inCorp(other.corpId(), "/channels");
        return Stream.concat(
                        CLAIMS.stream(),
                        Stream.of(
                                List.of(
                                        "X-Corp-Id",
                                        other.corpId(),
                                        "Corp-Id",
                                        other.corpId(),
                                        "X-Tenant-Id",
                                        other.corpId()),
                                List.of("X-Original-URL", path, "X-Rewrite-URL", path, "X-Forwarded-Uri", path)))
                .toList();
    }

    private static void spoof(
            FaultContext context, FaultCorp corp, FaultCorp other, Operation list, List<String> believed) {
        String token = context.bearer(corp);
        for (URI door : context.doors(list)) {
            Caller caller = new Caller(door, token);
            String path = Caller.inCorp(corp.corpId(), list.with(""));
            Caller.Answer plain = caller.get(path);
            for (List<String> claim : claims(other)) {
                Caller.Answer answer = caller.get(path, claim.toArray(String[]::new));
                if (answer.status() != plain.status() || !withoutTrace(answer).equals(withoutTrace(plain))) {
                    believed.add("%s with %s answered %d".formatted(list, claim, answer.status()));
                }
            }
            // Nor does a header open the other corp.
            Caller.Answer foreign = caller.get(
                    Caller.inCorp(other.corpId(), list.with("")), "X-Corp-Id", corp.corpId(), "X-Original-URL", path);
            if (!foreign.isProblem(403)) {
                believed.add("%s of another corp answered %d".formatted(list, foreign.status()));
            }
        }
    }

    private static String withoutTrace(Caller.Answer answer) {
        return answer.body().replaceAll("\"traceId\":\"[^\"]*\"", "");
    }

    /** Links in bodies and headers lead where the settings say. */
    private static void spoofLinks(
            FaultContext context, FaultCorp corp, FaultCorp other, List<Operation> operations, List<String> believed) {
        List<Operation> makers = operations.stream()
                .filter(operation -> operation.toString().equals("POST /channels")
                        || operation.toString().equals("POST /live-codes"))
                .toList();
        Caller caller = new Caller(context.stack().gatewayUrl(), context.bearer(corp));
        for (List<String> claim : claims(other)) {
            for (Operation operation : makers) {
                Caller.Answer answer = caller.send(
                        "POST",
                        Caller.inCorp(corp.corpId(), operation.path()),
                        body(corp, operation),
                        claim.toArray(String[]::new));
                if (!answer.isOk() || (answer.body() + answer.headers().map()).contains(EVIL)) {
                    believed.add("%s with %s answered %d".formatted(operation, claim, answer.status()));
                }
            }
        }
    }
}
