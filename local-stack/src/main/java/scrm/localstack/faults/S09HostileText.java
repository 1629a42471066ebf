package scrm.localstack.faults;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import scrm.localstack.Service;

/** Text that means something to a database, a file system, a spreadsheet, a header or a log is text, or refused. */
final class S09HostileText implements FaultRow {
    private static final int ASLEEP_SECONDS = 9;
    private static final String FORGED = "2026-01-01T00:00:00.000Z ERROR forged";
    private static final String HEADER = "X-Injected";

    private static final List<String> TEXTS = List.of(
            "' OR '1'='1",
            "\" OR \"\"=\"",
            "1) OR 1=1 -- ",
            "\\' OR 1=1 #",
            "'; DROP TABLE channel; -- ",
            "' UNION SELECT id, name FROM channel -- ",
            "' OR SLEEP(" + ASLEEP_SECONDS + ") -- ",
            "%",
            "_",
            "../../../../etc/passwd",
            "${jndi:ldap://127.0.0.1:1/x}",
            "#{T(java.lang.Runtime).getRuntime()}",
            "=cmd|' /C calc'!A0",
            "x\r\n" + HEADER + ": 1",
            "x\n" + FORGED,
            "a\u0000b",
            "\u202e\ud83d\ude00\ufeff");

    /** As they are sent: what is already encoded is encoded once. */
    private static final List<String> PATHS = List.of(
            "..",
            "..%2f..%2factuator%2fenv",
            "%2e%2e%2f%2e%2e%2factuator",
            "..;/..;/actuator",
            "%252e%252e%252factuator",
            "..%5c..%5cetc%5cpasswd",
            "1%00.png",
            "1%0d%0a" + HEADER + ":%201",
            "1'%20OR%20'1'='1",
            "1;drop%20table%20channel",
            "-1",
            "99999999999999999999999999",
            "1e3",
            "%F0%9F%98%80");

    private static final List<String> CURSORS =
            List.of("x", "AAAA", "eyJpZCI6MX0", "' OR 1=1", "-1", "%00", "9".repeat(3_000));

    private static final List<String> FORMULAS = List.of("=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1+1", "\r=1+1");

    /** A cell that a spreadsheet would run. */
    private static final Pattern RUNS = Pattern.compile("(?m)(^|,)\"?([=+@\t\r]|-\\D)");

    @Override
    public String id() {
        return "S9";
    }

    @Override
    public String title() {
        return "SQL injection, cursors, path traversal, CSV formulas, header injection, log forging";
    }

    @Override
    public Result run(FaultContext context) {
        List<NewLogLines> logs = Stream.of(Service.values())
                .map(service -> new NewLogLines(context.stack().service(service)))
                .toList();
        FurnishedCorp corp = FurnishedCorp.of(context, context.corp(this), "own" + context.seed());
        return new Probe(context, corp).run(logs);
    }

    /** One run of it. */
    private static final class Probe {
        private final FaultContext context;
        private final FurnishedCorp corp;
        private final Caller caller;
        private final Queue<String> hits = new ConcurrentLinkedQueue<>();
        private final AtomicInteger turns = new AtomicInteger();
        private final LongAdder requests = new LongAdder();

        Probe(FaultContext context, FurnishedCorp corp) {
            this.context = context;
            this.corp = corp;
            this.caller = new Caller(context.stack().gatewayUrl(), context.bearer(corp.corp()));
        }

        Result run(List<NewLogLines> logs) {
            List<Operation> operations = context.operations();
            int channels = corp.corp().list("channels").size();
            // What is read is compared with what was read before: nothing is written meanwhile.
            operations.parallelStream().forEach(this::inPath);
            operations.parallelStream().filter(Operation::reads).forEach(this::inQuery);
            operations.parallelStream().forEach(this::inBody);
            operations.parallelStream().forEach(this::inCells);
            int guarded = inExport();
            long forged = logs.stream().mapToLong(log -> log.beginning(FORGED)).sum();
            int left = corp.corp().list("channels").size();
            return new Result(
                    String.format(
                            Locale.ROOT,
                            "%d operations, %d requests: hits %s; formulas guarded in an export %d of %d; forged lines in"
                                    + " logs %d; of %d channels there are %d",
                            operations.size(),
                            requests.sum(),
                            FaultContext.count(hits),
                            guarded,
                            FORMULAS.size(),
                            forged,
                            channels,
                            left),
                    "hits 0: taken literally or refused with 4xx, never 5xx; formulas that are taken are guarded; forged"
                            + " lines 0; no channel gone",
                    hits.isEmpty() && requests.sum() > 0 && guarded > 0 && forged == 0 && left >= channels);
        }

        /** No such text stands for anything that is there. */
        private void inPath(Operation operation) {
            for (String variable : operation.variables()) {
                for (String text : some(PATHS)) {
                    String path = operation.path().replace("{" + variable + "}", text);
                    Object body = operation.takesJson() ? body(operation) : null;
                    Caller.Answer answer = ask(operation, Operation.filled(path, "1"), "", body);
                    // A name that a client makes up may be any text that its rules allow.
                    boolean madeUp =
                            Set.of("userId", "orderId", "externalUserId").contains(variable);
                    check(answer.status() / 100 == 4 || (madeUp && answer.isOk()), operation, variable, text, answer);
                }
            }
        }

        private void inQuery(Operation operation) {
            String path = corp.path(operation).orElse(null);
            if (path == null) {
                return;
            }
            for (JsonNode parameter : operation.query()) {
                String name = parameter.path("name").asString();
                for (String text : some(name.equals("cursor") ? CURSORS : TEXTS)) {
                    Caller.Answer answer = ask(operation, path, name + "=" + encoded(text), null);
                    // A list that is asked for what no item holds is empty; a picture may bear any caption.
                    boolean literal = answer.json().path("items").isEmpty() && !name.equals("cursor");
                    check(answer.isRefusal() || (answer.isOk() && literal), operation, name, text, answer);
                }
            }
            if (operation.isList()) {
                String plain = ask(operation, path, "", null).body();
                for (String name : List.of("sort", "order", "orderBy", "filter", "where", "fields")) {
                    Caller.Answer answer =
                            ask(operation, path, name + "=" + encoded("name;DROP TABLE channel--"), null);
                    check(answer.isRefusal() || answer.body().equals(plain), operation, name, "", answer);
                }
            }
        }

        private void inBody(Operation operation) {
            String path = corp.path(operation).orElse(null);
            if (path == null || !operation.takesJson()) {
                return;
            }
            for (String field : SampleBody.fields(operation)) {
                for (String text : some(TEXTS)) {
                    Map<String, Object> body = sample().of(operation, new HashSet<>(List.of(field, "users")));
                    Object usual = body.get(field);
                    if (usual == null || usual.equals(SampleBody.withText(usual, text))) {
                        continue;
                    }
                    body.put(field, SampleBody.withText(usual, text));
                    Caller.Answer answer = ask(operation, path, "", body);
                    check(
                            answer.isRefusal()
                                    || (answer.isOk() && isLiteral(answer.json().path(field), text)),
                            operation,
                            field,
                            text,
                            answer);
                }
            }
        }

        private void inCells(Operation operation) {
            if (!operation.bodyType().equals("text/csv")) {
                return;
            }
            String columns = operation.path().startsWith("/costs")
                    ? "channelId,kind,currency,amount,from,until,note\n%s,FIXED,CNY,1,2026-01-01,2026-01-01,\"%s\"\n"
                    : "channelId,name,users,welcomeText\n%s,\"%s\",member1,x\n";
            for (String text : TEXTS) {
                requests.increment();
                Caller.Answer answer = caller.send(
                        "POST",
                        Caller.inCorp(corp.corp().corpId(), operation.path()),
                        "text/csv",
                        columns.formatted(corp.channelId(), text.replace("\"", "\"\"")));
                check(answer.isRefusal() || answer.isOk(), operation, "a cell", text, answer);
            }
        }

        /** Channels whose names a spreadsheet would run; tells how many names of the export are kept from that. */
        private int inExport() {
            for (String formula : FORMULAS) {
                corp.corp()
                        .rest()
                        .send(
                                "POST",
                                "/channels",
                                Map.of("name", formula, "parentId", corp.channelId(), "kind", "CAMPAIGN"));
            }
            String path = Caller.inCorp(
                    corp.corp().corpId(), "/channel-reports?children=true&from=2026-01-01&until=2026-01-02");
            String table = caller.get(path + "&channelId=" + corp.channelId(), "Accept", "text/csv")
                    .body()
                    .replace("\ufeff", "")
                    .replace("\r\n", "\n");
            RUNS.matcher(table).results().forEach(cell -> hits.add("the export has a cell that runs: " + cell.group()));
            return (int) FORMULAS.stream()
                    .filter(formula -> table.contains("'" + formula))
                    .count();
        }

        /** All of them, or in a short run every so many, others each time. */
        private List<String> some(List<String> texts) {
            int every = context.size(4, 1);
            int first = turns.incrementAndGet() % every;
            return IntStream.range(0, texts.size())
                    .filter(i -> i % every == first)
                    .mapToObj(texts::get)
                    .toList();
        }

        private SampleBody sample() {
            return new SampleBody(corp.values());
        }

        private Map<String, Object> body(Operation operation) {
            return sample().of(operation, Set.of("users"));
        }

        private Caller.Answer ask(Operation operation, String path, String query, @Nullable Object body) {
            requests.increment();
            String in = Caller.inCorp(corp.corp().corpId(), path, query);
            String version = operation.method().equals("PUT")
                    ? caller.get(in).headers().firstValue("ETag").orElse("\"1\"")
                    : "\"1\"";
            long began = System.nanoTime();
            Caller.Answer answer = caller.send(operation.method(), in, body, "If-Match", version);
            if (Duration.ofNanos(System.nanoTime() - began).toSeconds() >= ASLEEP_SECONDS) {
                hits.add("%s slept at %s".formatted(operation, in));
            }
            return answer;
        }

        private void check(boolean holds, Operation operation, String where, String text, Caller.Answer answer) {
            if (!holds
                    || answer.headers().firstValue(HEADER).isPresent()
                    || answer.body().contains("root:x:")) {
                hits.add("%s with %s = %s answered %d"
                        .formatted(
                                operation,
                                where,
                                encoded(text.substring(0, Math.min(40, text.length()))),
                                answer.status()));
            }
        }

        private static boolean isLiteral(JsonNode told, String text) {
            return !told.isString()
                    || told.asString().equals(text)
                    || told.asString().equals(text.strip());
        }

        private static String encoded(String text) {
            return URLEncoder.encode(text, StandardCharsets.UTF_8);
        }
    }
}
