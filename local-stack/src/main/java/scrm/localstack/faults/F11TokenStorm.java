package scrm.localstack.faults;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** WeCom calls the token invalid while calls of several processes are under way: one of them fetches another. */
final class F11TokenStorm implements FaultRow {
    private static final int INVALID = 42001;

    @Override
    public String id() {
        return "F11";
    }

    @Override
    public String title() {
        return "42001 storm";
    }

    @Override
    public Result run(FaultContext context) {
        int storms = context.size(3, 30);
        FaultCorp corp = context.corp(this);
        long most = 0;
        long missing = 0;
        for (int i = 0; i < storms; i++) {
            // All processes hold the token before, for they have just used it.
            missing += sent(corp, corp.arrive(20));
            int fetched = corp.ledger("gettoken").size();
            List<FaultCorp.Arrival> arrivals = corp.arrive(200);
            // Slow, so that all who hold the dead token come while the next is fetched.
            try (var _ = corp.breaks("gettoken", Map.of("latency", Map.of("medianMillis", 1000, "p99Millis", 1000)))) {
                context.stack()
                        .client()
                        .simulator()
                        .post("/simulator/corps/" + corp.corpId() + "/revoke-tokens", Map.of());
                missing += sent(corp, arrivals);
            }
            most = Math.max(most, corp.ledger("gettoken").size() - fetched);
        }
        long refused = corp.ledger("").stream()
                .filter(call -> call.path("errcode").asInt() == INVALID)
                .count();
        return new Result(
                String.format(
                        Locale.ROOT,
                        "%d storms, %d calls refused: gettoken %d at most, lost %d",
                        storms,
                        refused,
                        most,
                        missing),
                "gettoken 1, lost 0, and at least 5 calls refused in a storm",
                most == 1 && missing == 0 && refused >= 5L * storms);
    }

    private static long sent(FaultCorp corp, List<FaultCorp.Arrival> arrivals) {
        corp.announce(arrivals, 200);
        return corp.awaitEffects(arrivals, Duration.ofMinutes(2)).missing();
    }
}
