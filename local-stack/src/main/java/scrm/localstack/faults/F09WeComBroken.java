package scrm.localstack.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;

import scrm.simulator.callback.CallbackEvent;

/** One API of WeCom's fails for one corp, in three ways: its attempts stay few, and another corp feels nothing. */
final class F09WeComBroken implements FaultRow {
    private static final String API = "externalcontact/get";
    private static final int PER_SECOND = 10;

    /** The breaker's window once, work that was under way, and three trials each ten seconds. */
    private static final int ATTEMPTS = 40;

    private static final List<Map<String, Object>> WAYS = List.of(
            Map.of("status", 503),
            Map.of("reset", true),
            Map.of("latency", Map.of("medianMillis", 8_000, "p99Millis", 8_000)));

    @Override
    public String id() {
        return "F9";
    }

    @Override
    public String title() {
        return "WeCom 5xx, reset, timeout for one corp and API";
    }

    @Override
    public Result run(FaultContext context) {
        int seconds = context.size(20, 60);
        FaultCorp broken = context.corp(this);
        FaultCorp other = context.corp(this, "other");
        List<FaultCorp.Arrival> arrivals = new ArrayList<>();

        List<Long> healthy = both(context, broken, other, arrivals, seconds);
        List<Long> faulty = new ArrayList<>();
        List<Integer> attempts = new ArrayList<>();
        for (Map<String, Object> way : WAYS) {
            int before = broken.ledger(API).size();
            try (var _ = broken.breaks(API, way)) {
                faulty.addAll(both(context, broken, other, arrivals, seconds));
            }
            attempts.add(broken.ledger(API).size() - before);
        }
        FaultCorp.Effects effects = broken.awaitEffects(arrivals, Duration.ofMinutes(5));
        int bound = ATTEMPTS + 3 * (seconds / 10 + 1);
        long p99Before = p99(healthy);
        long p99Then = p99(faulty);
        return new Result(
                String.format(
                        Locale.ROOT,
                        "%d contacts each time: attempts %s, other corp's p99 %d ms (%d ms before), lost %d",
                        seconds * PER_SECOND,
                        attempts,
                        p99Then,
                        p99Before,
                        effects.missing()),
                "attempts at most " + bound + " each time, other corp's p99 at most twice as long or 500 ms, lost 0",
                attempts.stream().allMatch(n -> n > 0 && n <= bound)
                        && p99Then <= Math.max(500, 2 * p99Before)
                        && effects.missing() == 0);
    }

    /** Contacts come to both corps at the same rate; the answer is how long after its callback each call came. */
    private static List<Long> both(
            FaultContext context, FaultCorp broken, FaultCorp other, List<FaultCorp.Arrival> arrivals, int seconds) {
        List<FaultCorp.Arrival> these = broken.arrive(seconds * PER_SECOND);
        List<FaultCorp.Arrival> others = other.arrive(seconds * PER_SECOND);
        arrivals.addAll(these);
        Instant begin = simulatedNow(context);
        var sending = CompletableFuture.supplyAsync(() -> broken.load().sendAsWeCom(events(these), PER_SECOND));
        int unacked =
                other.load().sendAsWeCom(events(others), PER_SECOND).unacked().size()
                        + sending.join().unacked().size();
        if (unacked > 0) {
            throw new IllegalStateException("WeCom is on the callback path: " + unacked + " not acked");
        }
        other.awaitEffects(others, Duration.ofMinutes(3));
        Map<String, Instant> called = new HashMap<>();
        for (JsonNode call : other.ledger(API)) {
            String query = call.path("query").asString();
            called.putIfAbsent(
                    query.substring(query.indexOf("external_userid=") + 16),
                    Instant.parse(call.path("at").asString()));
        }
        List<Long> millis = new ArrayList<>();
        for (int i = 0; i < others.size(); i++) {
            Instant sent = begin.plusMillis(1_000L * i / PER_SECOND);
            Instant at = called.getOrDefault(others.get(i).externalUserId(), simulatedNow(context));
            millis.add(Duration.between(sent, at).toMillis());
        }
        return millis;
    }

    private static List<CallbackEvent> events(List<FaultCorp.Arrival> arrivals) {
        return arrivals.stream().map(FaultCorp.Arrival::event).toList();
    }

    private static long p99(List<Long> millis) {
        return millis.stream().sorted().toList().get(millis.size() * 99 / 100);
    }

    private static Instant simulatedNow(FaultContext context) {
        try {
            return Instant.now().plus(context.stack().client().ahead());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
