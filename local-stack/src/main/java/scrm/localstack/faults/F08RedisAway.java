package scrm.localstack.faults;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import scrm.localstack.Service;
import scrm.stores.StoreServer;

/** Redis is killed, comes back empty, and hangs: tokens are fetched again once, budgets are kept by local shares. */
final class F08RedisAway implements FaultRow {
    /** WeCom's two ways to say that a quota was broken: too many calls, too many at once. */
    private static final Set<Integer> QUOTA_BREACHES = Set.of(45009, 45033);

    @Override
    public String id() {
        return "F8";
    }

    @Override
    public String title() {
        return "Redis down, emptied, hung";
    }

    @Override
    public Result run(FaultContext context) {
        int each = context.size(100, 1_000);
        FaultCorp corp = context.corp(this);
        StoreServer redis = context.stack().stores().redis();
        List<FaultCorp.Arrival> arrivals = new ArrayList<>();
        long tokensBefore = corp.ledger("gettoken").size();

        arrivals.addAll(whileBroken(corp, each, redis::kill, redis::start));
        long tokensAfterKill = corp.ledger("gettoken").size() - tokensBefore;
        arrivals.addAll(whileBroken(corp, each, context.stack().stores()::emptyRedis, () -> {}));
        arrivals.addAll(whileBroken(corp, each, redis::suspend, redis::resume));

        FaultCorp.Effects effects = corp.awaitEffects(arrivals, Duration.ofMinutes(3));
        long tokens = corp.ledger("gettoken").size() - tokensBefore;
        long breaches = corp.ledger("").stream()
                .filter(call -> QUOTA_BREACHES.contains(call.path("errcode").asInt()))
                .count();
        // One process each may fetch once per fault; each fault may cost every process its token.
        int processes = Service.values().length;
        return new Result(
                String.format(
                        Locale.ROOT,
                        "%d contacts: quota breaches %d, gettoken %d (%d after the kill) by %d processes, lost %d, duplicate effects %d",
                        arrivals.size(),
                        breaches,
                        tokens,
                        tokensAfterKill,
                        processes,
                        effects.missing(),
                        effects.repeated()),
                "quota breaches 0, gettoken at most 1 a process and fault, lost 0",
                breaches == 0 && tokens <= 3L * processes && effects.missing() == 0 && effects.repeated() == 0);
    }

    private static List<FaultCorp.Arrival> whileBroken(FaultCorp corp, int count, Runnable breakIt, Runnable mendIt) {
        List<FaultCorp.Arrival> arrivals = corp.arrive(count);
        breakIt.run();
        try {
            CallbackLoad.Acks acks = corp.load()
                    .sendAsWeCom(arrivals.stream().map(FaultCorp.Arrival::event).toList(), 20);
            if (!acks.unacked().isEmpty()) {
                throw new IllegalStateException(
                        "Redis is on the callback path: " + acks.unacked().size() + " not acked");
            }
        } finally {
            mendIt.run();
        }
        return arrivals;
    }
}
