package scrm.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import scrm.simulator.WeComSimulator;
import scrm.simulator.server.ApiCall;

/** What WeCom saw of a phase: which welcomes arrived when, who was tagged, how often a limit was hit. */
final class WelcomeLedger {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int WELCOMED_ALREADY = 41051;
    private static final Set<Integer> LIMITS = Set.of(45009, 45033);

    private final WeComSimulator wecom;
    private final Map<String, Instant> arrivals = new HashMap<>();
    private final Map<String, Integer> sendings = new HashMap<>();
    private final Set<String> tagged = new HashSet<>();
    private long read;
    private long limited;

    /** @param wecom whose calls of the past do not count */
    WelcomeLedger(WeComSimulator wecom) {
        this.wecom = wecom;
        this.read =
                wecom.ledger().calls().stream().mapToLong(ApiCall::number).max().orElse(0);
    }

    /**
     * What became of the welcomes of a phase.
     *
     * @param toArrival sorted milliseconds from the callback's acceptance to the welcome's arrival at WeCom
     * @param sinceDue the same from when the callback was to be sent
     * @param missing whose welcomes did not arrive within the code's life
     * @param doubles sendings beyond the first
     * @param limited calls of any kind beyond a limit
     * @param untagged contacts that were not tagged
     */
    record Welcomes(
            List<Double> toArrival,
            List<Double> sinceDue,
            List<AddLoad.Add> missing,
            long doubles,
            long limited,
            long untagged) {
        int expired() {
            return missing.size();
        }
    }

    /** Reads on until all are welcomed and tagged, or patience ends. */
    Welcomes of(List<AddLoad.Add> adds, Duration forWelcomes, Duration forTags) {
        await(forWelcomes, () -> adds.stream().allMatch(add -> arrivals.containsKey(add.welcomeCode())));
        await(forTags, () -> adds.stream().allMatch(this::isTagged));
        List<Double> toArrival = new ArrayList<>();
        List<Double> sinceDue = new ArrayList<>();
        List<AddLoad.Add> missing = new ArrayList<>();
        for (AddLoad.Add add : adds) {
            Instant arrival = arrivals.get(add.welcomeCode());
            if (arrival != null) {
                toArrival.add(Duration.between(add.accepted(), arrival).toNanos() / 1e6);
                sinceDue.add(Duration.between(add.due(), arrival).toNanos() / 1e6);
            } else {
                missing.add(add);
            }
        }
        return new Welcomes(
                toArrival,
                sinceDue,
                missing,
                adds.stream()
                        .mapToLong(add -> Math.max(0, sendings.getOrDefault(add.welcomeCode(), 0) - 1))
                        .sum(),
                limited,
                adds.stream().filter(add -> !isTagged(add)).count());
    }

    private boolean isTagged(AddLoad.Add add) {
        return tagged.contains(add.friendship().externalUserId());
    }

    private void await(Duration patience, BooleanSupplier condition) {
        long deadline = System.nanoTime() + patience.toNanos();
        readOn();
        while (!condition.getAsBoolean() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(250));
            readOn();
        }
    }

    private void readOn() {
        for (ApiCall call : wecom.ledger().after(read, Integer.MAX_VALUE, _ -> true)) {
            read = call.number();
            if (LIMITS.contains(call.errcode())) {
                limited++;
            }
            switch (call.path()) {
                case "externalcontact/send_welcome_msg" -> welcome(call);
                case "externalcontact/mark_tag" -> tag(call);
                default -> {}
            }
        }
    }

    private void welcome(ApiCall call) {
        String code = body(call).path("welcome_code").asString();
        if (call.executed() && call.errcode() == 0) {
            arrivals.put(code, call.at());
            sendings.merge(code, 1, Integer::sum);
        } else if (call.errcode() == WELCOMED_ALREADY) {
            sendings.merge(code, 1, Integer::sum);
        }
    }

    private void tag(ApiCall call) {
        if (call.executed() && call.errcode() == 0) {
            tagged.add(body(call).path("external_userid").asString());
        }
    }

    private static JsonNode body(ApiCall call) {
        return JSON.readTree(call.body());
    }
}
