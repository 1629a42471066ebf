package scrm.wecom.quota;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import scrm.events.CorpId;
import scrm.wecom.Caller;
import scrm.wecom.Lane;
import scrm.wecom.WeComException;
import scrm.wecom.WeComException.Kind;
import scrm.wecom.quota.Answer.Verdict;
import scrm.wecom.quota.Line.Place;
import scrm.wecom.redis.RedisIfThere;

/**
 * Lets calls pass within WeCom's limits. All processes share them through Redis; while it is away each has its share.
 * Who gets no turn within its lane's wait is told when to come back: that is the back-pressure to the work rows.
 */
public final class Quota {
    private static final Duration LONGEST_POLL = Duration.ofMillis(50);
    private static final Duration SHORTEST_RETRY = Duration.ofMillis(100);

    private final QuotaProperties properties;
    private final RedisQuota redis;
    private final int instances;
    private final MeterRegistry meters;
    private final ConcurrentMap<Use, Metered> uses = new ConcurrentHashMap<>();
    private final String process = UUID.randomUUID().toString();
    private final AtomicLong permits = new AtomicLong();

    Quota(QuotaProperties properties, RedisIfThere redis, int instances, MeterRegistry meters) {
        this.properties = properties;
        this.redis = new RedisQuota(redis, properties.lease());
        this.instances = instances;
        this.meters = meters;
    }

    /**
     * Waits for a turn as long as the caller's lane may.
     *
     * @param api path after {@code /cgi-bin/}
     * @throws WeComException RETRYABLE, with the time after which there may be room
     */
    public Permit acquire(Caller caller, String api) {
        Metered use = use(caller.corpId(), api);
        String id = process + ":" + permits.incrementAndGet();
        long start = System.nanoTime();
        long deadline = start + properties.maxWait().of(caller.lane()).toNanos();
        Place place = use.line.join(caller.lane());
        try {
            for (int asked = 0; ; asked++) {
                boolean first = use.line.isFirst(place);
                Answer answer = first ? ask(use, caller, api, id) : use.meter.check(caller.lane());
                if (first && answer.verdict() == Verdict.GRANTED) {
                    record(caller.lane(), api, start, "granted");
                    return new Permit(this, caller.corpId(), api, id, use.meter.now());
                }
                long left = deadline - System.nanoTime();
                if (left <= answer.waitMicros() * 1000) {
                    record(caller.lane(), api, start, answer.verdict().name().toLowerCase(Locale.ROOT));
                    throw refusal(caller, api, answer);
                }
                park(first ? Math.min(left, poll(answer, asked).toNanos()) : left);
            }
        } finally {
            use.line.leave(place);
        }
    }

    /**
     * The least time in which so many calls can pass, by what this process knows of the quota's use.
     *
     * @param api path after {@code /cgi-bin/}
     */
    public Duration outlook(Caller caller, String api, long calls) {
        return use(caller.corpId(), api).meter.outlook(caller.lane(), calls);
    }

    Duration block(CorpId corpId, String api) {
        Duration left = use(corpId, api).meter.block();
        redis.block(corpId, api, left);
        return left;
    }

    void lowerConcurrency(CorpId corpId, String api, long grantedAt) {
        Metered use = use(corpId, api);
        redis.lower(corpId, api, use.limits, use.meter.now() - grantedAt);
        use.meter.lower(grantedAt);
    }

    void release(CorpId corpId, String api, String permit) {
        Metered use = use(corpId, api);
        use.meter.release(permit);
        redis.release(corpId, api, permit);
        use.line.wakeFirst();
    }

    private Answer ask(Metered use, Caller caller, String api, String permit) {
        Answer known = use.meter.check(caller.lane());
        if (known.verdict() != Verdict.GRANTED) {
            return known;
        }
        long asked = use.meter.now();
        Answer shared = redis.acquire(caller.corpId(), api, caller.lane(), use.limits, permit, use.meter.knowledge())
                .orElse(null);
        if (shared == null) {
            return use.meter.take(caller.lane(), permit, instances);
        }
        use.meter.learn(shared, permit, asked);
        return shared;
    }

    private Metered use(CorpId corpId, String api) {
        Use use = new Use(corpId, api);
        Metered metered = uses.get(use);
        return metered != null
                ? metered
                : uses.computeIfAbsent(use, u -> {
                    Limits limits = properties.limits(u.api);
                    return new Metered(
                            limits, new Meter(limits, properties.lease(), () -> System.nanoTime() / 1000), new Line());
                });
    }

    /** Other processes give permits back unheard: whoever waits for one looks again soon, then less and less often. */
    private static Duration poll(Answer answer, int attempt) {
        Duration wait = Duration.ofNanos(answer.waitMicros() * 1000);
        if (answer.verdict() == Verdict.CROWDED) {
            Duration grown = wait.multipliedBy(1L << Math.min(attempt, 4));
            wait = grown.compareTo(LONGEST_POLL) < 0 ? grown : LONGEST_POLL;
            return wait.dividedBy(2).plusNanos(ThreadLocalRandom.current().nextLong(wait.toNanos()));
        }
        return wait.plusNanos(ThreadLocalRandom.current().nextLong(1_000_000));
    }

    private static WeComException refusal(Caller caller, String api, Answer answer) {
        Duration wait = Duration.ofNanos(answer.waitMicros() * 1000);
        Duration retryAfter = wait.compareTo(SHORTEST_RETRY) < 0 ? SHORTEST_RETRY : wait;
        String why = switch (answer.verdict()) {
            case BLOCKED -> "is blocked by WeCom (45009)";
            case CROWDED -> "has all its concurrent calls under way";
            default -> "has used up its quota";
        };
        return new WeComException(
                Kind.RETRYABLE,
                answer.verdict() == Verdict.BLOCKED ? 45009 : WeComException.NO_ERRCODE,
                "%s of %s %s".formatted(api, caller.corpId(), why),
                retryAfter,
                null);
    }

    private static void park(long nanos) {
        LockSupport.parkNanos(nanos);
        if (Thread.currentThread().isInterrupted()) {
            throw new WeComException(
                    Kind.RETRYABLE, WeComException.NO_ERRCODE, "interrupted while waiting for quota", null, null);
        }
    }

    private void record(Lane lane, String api, long start, String outcome) {
        meters.timer("wecom.quota.wait", "api", api, "lane", lane.name().toLowerCase(Locale.ROOT), "outcome", outcome)
                .record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
    }

    private record Use(CorpId corpId, String api) {}

    private record Metered(Limits limits, Meter meter, Line line) {}
}
