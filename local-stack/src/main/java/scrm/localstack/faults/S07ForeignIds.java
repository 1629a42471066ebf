package scrm.localstack.faults;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

import scrm.localstack.Service;

/**
 * One corp's token and another's ids, in the path, in what stands behind the corp, in queries and in bodies: at every
 * operation that a service describes, nothing of the other corp is told, and nothing of it changed.
 */
final class S07ForeignIds implements FaultRow {
    private static final Duration SETTLED = Duration.ofMinutes(1);

    /** Variables whose values a client makes up: the same one is another thing in each corp. */
    private static final Set<String> MADE_UP = Set.of("userId", "day", "name");

    /** What a corp holds or says about somebody, or a group, whether or not it has one of that id. */
    private static final Set<String> OF_ANYBODY = Set.of(
            "/external-contacts/{externalUserId}/erasure",
            "/external-contacts/{externalUserId}/export",
            "/contact-dates/{externalUserId}",
            "/materials/values/contacts/{externalUserId}",
            "/calendar/rhythms/{chatId}");

    /** Fields of which an edit must have one. */
    private static final Set<String> EDITED = Set.of("users", "name", "groupName");

    /** References that are no good in another corp, in queries and in bodies. */
    private static final Set<String> PICTURES = Set.of("logoId", "posterId");

    private static final Set<String> REFERENCES = Set.of("channelId", "parentId");

    /** Counted now and then, whoever asks. */
    private static final Set<String> COUNTED = Set.of("/corp-tags/reports/coverage");

    /** Some views tell what holds just now, and every refusal is another one. */
    private static final String MOMENT = "\\d{4}-\\d\\d-\\d\\dT[\\d:.]*|\"traceId\":\"[^\"]*\"";

    private static final List<String> EXPORTS = List.of("application/json", "text/csv");

    @Override
    public String id() {
        return "S7";
    }

    @Override
    public String title() {
        return "every operation with corp A's token and corp B's ids, from OpenAPI";
    }

    @Override
    public Result run(FaultContext context) {
        FaultCorp a = context.corp(this);
        FaultCorp b = context.corp(this, "other");
        CompletableFuture<FurnishedCorp> other = CompletableFuture.supplyAsync(
                () -> FurnishedCorp.of(context, b, "zzforeign" + context.seed()), Thread::startVirtualThread);
        FurnishedCorp own = FurnishedCorp.of(context, a, "aaown" + context.seed());
        return new Probe(context, own, other.join()).run();
    }

    /** One run of it. */
    private static final class Probe {
        private final FaultContext context;
        private final FurnishedCorp a;
        private final FurnishedCorp b;
        private final String token;
        private final Set<String> marks;
        private final List<String> leaks = new ArrayList<>();
        private final List<String> untried = new ArrayList<>();
        private int requests;

        Probe(FaultContext context, FurnishedCorp a, FurnishedCorp b) {
            this.context = context;
            this.a = a;
            this.b = b;
            this.token = context.bearer(a.corp());
            this.marks = b.marks();
        }

        Result run() {
            List<Operation> operations = context.operations();
            untried.addAll(b.missing(operations));
            Map<String, String> before = settled(operations);
            for (Operation operation : operations) {
                for (URI door : context.doors(operation)) {
                    inItsPath(operation, door);
                    behindOwnCorp(operation, door);
                    inQueries(operation, door);
                }
                inBodies(operation);
            }
            Map<String, String> after = all(operations);
            List<String> changed = before.keySet().stream()
                    .filter(path -> !COUNTED.contains(path) && !Objects.equals(before.get(path), after.get(path)))
                    .toList();
            return new Result(
                    String.format(
                            Locale.ROOT,
                            "endpoints %d, each at the gateway and at its service, %d requests: leaks %s; of %d views of"
                                    + " the other corp changed %s; not tried %s",
                            operations.size(),
                            requests,
                            FaultContext.count(leaks),
                            before.size(),
                            FaultContext.count(changed),
                            FaultContext.count(untried)),
                    "leaks 0: 403 in the other corp's path, 404 behind one's own, nothing in lists and exports; changed"
                            + " 0, not tried 0",
                    leaks.isEmpty() && changed.isEmpty() && untried.isEmpty() && before.size() > 0);
        }

        /** The other corp's own path is closed. */
        private void inItsPath(Operation operation, URI door) {
            b.path(operation).ifPresent(path -> {
                var answer = send(operation, door, b.corp().corpId(), path, "\"1\"");
                expect(answer.isProblem(403) && isSilent(answer), answer, "in its path", operation, door);
            });
        }

        /** Its ids are nothing in one's own corp. */
        private void behindOwnCorp(Operation operation, URI door) {
            if (operation.variables().isEmpty()) {
                return;
            }
            boolean madeUp = MADE_UP.containsAll(operation.variables()) || OF_ANYBODY.contains(operation.path());
            b.path(operation).ifPresent(path -> {
                var answer = send(operation, door, a.corp().corpId(), path, "\"1\"");
                // Of what is not there some services have an empty list.
                boolean nothing = answer.isProblem(404) || (operation.isList() && isEmptyList(answer));
                // What one sent oneself may come back.
                boolean silent = marks.stream()
                        .filter(mark -> !(madeUp && path.contains(mark)))
                        .noneMatch(answer.body()::contains);
                expect(
                        silent && (nothing || (madeUp && answer.status() < 500)),
                        answer,
                        "behind one's own",
                        operation,
                        door);
            });
        }

        /** Its ids ask one's own lists for nothing; nor is it in the lists when nothing is asked for. */
        private void inQueries(Operation operation, URI door) {
            String path = a.path(operation).orElse(null);
            if (!operation.reads() || path == null) {
                return;
            }
            for (String accept : EXPORTS) {
                if (operation.answers(accept)) {
                    var answer = get(door, path, required(operation), accept);
                    expect(answer.status() < 500 && isSilent(answer), answer, "unasked, " + accept, operation, door);
                }
            }
            Map<String, Object> foreign = b.values();
            for (JsonNode parameter : operation.query()) {
                String name = parameter.path("name").asString();
                if (foreign.containsKey(name)) {
                    // In front: of a parameter that is given twice, the first counts.
                    var answer = get(door, path, name + "=" + foreign.get(name) + "&" + required(operation), "*/*");
                    String text = answer.body().replace(String.valueOf(foreign.get(name)), "");
                    boolean refuses = !PICTURES.contains(name) || answer.isRefusal();
                    expect(
                            refuses && answer.status() < 500 && marks.stream().noneMatch(text::contains),
                            answer,
                            "asked by " + name,
                            operation,
                            door);
                }
            }
        }

        /** What one makes cannot belong to what it has; a body that differs in nothing else is taken. */
        private void inBodies(Operation operation) {
            String path = a.path(operation).orElse(null);
            if (!operation.takesJson() || path == null) {
                return;
            }
            URI door = context.doors(operation).getFirst();
            for (String reference : REFERENCES) {
                if (operation.bodySchema().path("properties").has(reference)) {
                    Map<String, Object> own = new SampleBody(a.values()).of(operation, Set.of(reference, "users"));
                    Map<String, Object> foreign = new HashMap<>(own);
                    foreign.put(reference, b.channelId());
                    var refused = sendBody(operation, door, path, foreign);
                    // Another service knows no channels: it passes the id on to the one that does.
                    boolean knows = operation.service() == Service.CHANNEL;
                    expect(
                            (refused.isRefusal() || !knows) && isSilent(refused),
                            refused,
                            "in " + reference,
                            operation,
                            door);
                    var taken = sendBody(operation, door, path, own);
                    if (!taken.isOk() && taken.status() != 409) {
                        untried.add(operation + " with " + reference + ": " + taken.body());
                    }
                }
            }
        }

        private Caller.Answer sendBody(Operation operation, URI door, String path, Map<String, Object> body) {
            requests++;
            Caller caller = new Caller(door, token);
            String in = Caller.inCorp(a.corp().corpId(), path);
            String version = caller.get(in).headers().firstValue("ETag").orElse("\"1\"");
            return caller.send(operation.method(), in, body, "If-Match", version);
        }

        private Caller.Answer send(Operation operation, URI door, String corpId, String path, String version) {
            requests++;
            Caller caller = new Caller(door, token);
            String in = Caller.inCorp(corpId, path, required(operation));
            if (operation.bodyType().equals("text/csv")) {
                return caller.send(operation.method(), in, "text/csv", "channelId,name,users\n");
            }
            Object body = operation.takesJson() ? new SampleBody(a.values()).of(operation, EDITED) : null;
            return caller.send(operation.method(), in, body, "If-Match", version);
        }

        private Caller.Answer get(URI door, String path, String query, String accept) {
            requests++;
            return new Caller(door, token).get(Caller.inCorp(a.corp().corpId(), path, query), "Accept", accept);
        }

        private boolean isSilent(Caller.Answer answer) {
            return marks.stream().noneMatch(answer.body()::contains);
        }

        private static boolean isEmptyList(Caller.Answer answer) {
            JsonNode items = answer.json().path("items");
            return answer.isOk() && items.isArray() && items.isEmpty();
        }

        private void expect(boolean holds, Caller.Answer answer, String where, Operation operation, URI door) {
            if (!holds) {
                leaks.add("%s: %s at port %d answered %d %s"
                        .formatted(
                                where,
                                operation,
                                door.getPort(),
                                answer.status(),
                                answer.json().path("code").asString("")
                                        + answer.json().path("errors")));
            }
        }

        /** What has to be asked for, in one's own words. */
        private String required(Operation operation) {
            return required(operation, a.values());
        }

        private static String required(Operation operation, Map<String, Object> own) {
            return operation.query().stream()
                    .filter(parameter -> parameter.path("required").asBoolean(false))
                    .map(parameter -> parameter.path("name").asString() + "="
                            + Optional.ofNullable(own.get(parameter.path("name").asString()))
                                    .orElseGet(() -> SampleBody.time(parameter)))
                    .collect(Collectors.joining("&"));
        }

        /** All that the other corp sees of itself, once nothing of it changes any more. */
        private Map<String, String> settled(List<Operation> operations) {
            Map<String, String> views = new HashMap<>(all(operations));
            context.await("the other corp's rest", SETTLED, () -> {
                Map<String, String> again = all(operations);
                boolean same = again.equals(views);
                views.putAll(again);
                return same;
            });
            return views;
        }

        private Map<String, String> all(List<Operation> operations) {
            Caller caller = new Caller(context.stack().gatewayUrl(), context.bearer(b.corp()));
            Map<String, String> views = new HashMap<>();
            operations.stream()
                    .filter(Operation::reads)
                    .forEach(operation -> b.path(operation)
                            .ifPresent(path -> views.put(
                                    path,
                                    caller.get(Caller.inCorp(b.corp().corpId(), path, required(operation, b.values())))
                                            .body()
                                            .replaceAll(MOMENT, ""))));
            return views;
        }
    }
}
