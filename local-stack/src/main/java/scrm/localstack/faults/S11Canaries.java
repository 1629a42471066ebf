package scrm.localstack.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

import scrm.localstack.Json;
import scrm.localstack.Service;

/**
 * Secrets and people's data are planted wherever they come in, while much goes wrong; whatever our processes wrote to
 * their logs, count, or answered with a refusal, in this row and all before it, has none of them.
 */
final class S11Canaries implements FaultRow {
    private static final Pattern SECRET = Pattern.compile("(secret|callbackToken|callbackAesKey): \"([^\"]+)\"");

    @Override
    public String id() {
        return "S11";
    }

    @Override
    public String title() {
        return "planted secrets and phone numbers in logs, errors, metrics";
    }

    @Override
    public Result run(FaultContext context) {
        FaultCorp corp = context.corp(this);
        String phone = "139" + (10_000_000 + context.seed());
        String name = "CANARY" + phone;
        String token = context.bearer(corp);
        Map<String, String> canaries = new LinkedHashMap<>();
        canaries.put("phone", phone);
        canaries.put("token of a client", token.substring("Bearer ".length()));
        List<String> refusals = new ArrayList<>();
        live(corp, name);
        canaries.put("WeCom's token", weComToken(context, corp));
        breakThings(context, corp, name, refusals);
        canaries.put("WeCom's token afterwards", weComToken(context, corp));
        Map<String, String> secrets = secrets(context);
        canaries.putAll(secrets);

        List<String> hits = new ArrayList<>();
        long bytes = 0;
        for (var source : written(context).entrySet()) {
            bytes += source.getValue().length();
            find(canaries, source.getKey(), source.getValue(), hits);
        }
        for (String refusal : refusals) {
            find(canaries, "a refusal", refusal, hits);
        }
        return new Result(
                String.format(
                        Locale.ROOT,
                        "%d canaries, %d refusals, %d kB of logs and metrics: hits %s",
                        canaries.size(),
                        refusals.size(),
                        bytes / 1_000,
                        FaultContext.count(hits)),
                "hits 0",
                hits.isEmpty() && !refusals.isEmpty() && !secrets.isEmpty() && bytes > 0);
    }

    private static void find(Map<String, String> canaries, String where, String text, List<String> hits) {
        canaries.forEach((what, canary) -> {
            int at = text.indexOf(canary);
            if (at >= 0) {
                String line = text.substring(text.lastIndexOf('\n', at) + 1, at);
                hits.add("%s in %s behind \"%s\""
                        .formatted(what, where, line.substring(Math.max(0, line.length() - 80))));
            }
        });
    }

    /** A contact of that name is welcomed, tagged, written to, and buys something. */
    private static void live(FaultCorp corp, String name) {
        String plan = corp.publishPlan("PT1S");
        List<FaultCorp.Arrival> arrivals = corp.arrive(3);
        for (FaultCorp.Arrival arrival : arrivals) {
            corp.act(
                    "memberEditsRemark",
                    Map.of("userId", arrival.userId(), "externalUserId", arrival.externalUserId(), "remark", name));
        }
        corp.announce(arrivals, 20);
        corp.awaitEffects(arrivals, Duration.ofMinutes(1));
        corp.rest().post("/materials", Map.of("name", name, "text", name));
        corp.rest().post("/charters", Map.of("name", name, "kind", "TASK", "why", name));
        corp.rest().post("/personal-tags", Map.of("userId", "member1", "name", "C" + name.substring(6)));
        corp.rest().send("POST", plan + "/pause", Map.of());
    }

    /** Requests that are wrong in many ways, and a WeCom that refuses and breaks. */
    private static void breakThings(FaultContext context, FaultCorp corp, String name, List<String> refusals) {
        List<Operation> operations = context.operations();
        for (Operation operation : operations) {
            Caller caller = new Caller(context.stack().gatewayUrl(), context.bearer(corp));
            String path = Caller.inCorp(corp.corpId(), operation.with("1"));
            if (operation.takesJson()) {
                refused(caller.send(operation.method(), path, Map.of(name, name)), refusals);
                refused(caller.send(operation.method(), path, "application/json", "{\"name\": \"" + name), refusals);
            } else if (operation.reads()) {
                refused(caller.get(path + (path.contains("?") ? "&" : "?") + "cursor=" + name), refusals);
            }
        }
        Caller stranger = new Caller(context.stack().gatewayUrl(), context.bearer(corp) + "x");
        refused(stranger.get(Caller.inCorp(corp.corpId(), "/channels")), refusals);
        for (String path : List.of("externalcontact/get", "externalcontact/add_contact_way", "gettoken")) {
            for (Map<String, Object> how : List.<Map<String, Object>>of(
                    Map.of("status", 503), Map.of("reset", true), Map.of("nonJson", true), Map.of("errcode", 40001))) {
                try (var _ = corp.breaks(path, how)) {
                    corp.openLiveCode(name.substring(0, 10) + refusals.size());
                    List<FaultCorp.Arrival> arrivals = corp.arrive(1);
                    corp.announce(arrivals, 20);
                    context.last(Duration.ofMillis(500));
                }
            }
        }
    }

    private static void refused(Caller.Answer answer, List<String> refusals) {
        if (!answer.isOk()) {
            refusals.add(answer.body());
        }
    }

    private static Map<String, String> secrets(FaultContext context) {
        Map<String, String> secrets = new LinkedHashMap<>();
        SECRET.matcher(read(context.stack().plan().home().resolve("corps.yaml")))
                .results()
                .forEach(found -> secrets.put(found.group(1) + " " + secrets.size(), found.group(2)));
        JsonNode key = Json.MAPPER.readTree(read(context.stack().plan().home().resolve("issuer-key.json")));
        key.propertyStream()
                .filter(field -> Set.of("d", "p", "q").contains(field.getKey()))
                .forEach(field -> secrets.put(
                        "issuer's key " + field.getKey(), field.getValue().asString()));
        return secrets;
    }

    /** The token that the services have: WeCom gives the same one to all who ask, as long as it lasts. */
    private static String weComToken(FaultContext context, FaultCorp corp) {
        return context.stack()
                .client()
                .simulator()
                .get("/cgi-bin/gettoken?corpid=%s&corpsecret=%s"
                        .formatted(corp.corpId(), corp.definition().secret()))
                .path("access_token")
                .asString();
    }

    /** What our processes wrote and count. */
    private static Map<String, String> written(FaultContext context) {
        Map<String, String> written = new LinkedHashMap<>();
        Path logs = context.stack().plan().home().resolve("logs");
        try (Stream<Path> files = Files.list(logs)) {
            // The simulator is none of ours.
            files.filter(file -> !file.endsWith("simulator.log"))
                    .forEach(file -> written.put(file.getFileName().toString(), read(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Arrays.stream(Service.values())
                .forEach(service -> written.put(
                        "metrics of " + service.module(),
                        new Json(context.stack().service(service).management(), null)
                                .getText("/prometheus", "text/plain")));
        return written;
    }

    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
