package scrm.wecom.quota;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

import scrm.wecom.Lane;
import scrm.wecom.quota.Answer.Verdict;

/**
 * What this process knows of one corp's use of one API: a lower bound of the shared state, which spares questions to
 * Redis whose answer is known, gives Redis its memory back when it lost it, and stands in for it while it is away.
 */
final class Meter {
    static final Duration RECOVER_CEILING_EVERY = Duration.ofSeconds(5);
    static final Duration RECOVER_PACE_EVERY = Duration.ofMinutes(10);
    static final double MOST_SLOWDOWN = 16;
    private static final long CROWDED_WAIT = 10_000;
    private static final long SECOND = 1_000_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    /** A block so soon after the last one's end means that the last one did not end. */
    private static final long SOON_AFTER = 2 * MINUTE;

    private final Limits limits;
    private final long lease;
    private final LongSupplier micros;

    private double minute;
    private double hour;
    private long blockedUntil;
    private boolean blockedOnce;
    private int lowered;
    private long loweredAt;
    private double slowdown = 1;
    private long slowedAt;
    /** The memory of Redis's that knows all that is known here; empty if none does. */
    private String memory = "";
    /** When this process last came to know something that it did not learn from Redis. */
    private long untoldAt = Long.MIN_VALUE;
    /** When each of our permits ends, whether or not it is given back. */
    private final Map<String, Long> held = new HashMap<>();

    /** @param micros a clock that only goes forward, in microseconds */
    Meter(Limits limits, Duration lease, LongSupplier micros) {
        this.limits = limits;
        this.lease = lease.toNanos() / 1000;
        this.micros = micros;
        long now = micros.getAsLong();
        this.minute = now;
        this.hour = now;
        this.blockedUntil = now;
        this.lowered = limits.concurrency();
        this.loweredAt = now;
        this.slowedAt = now;
    }

    /** Whether all that is known here would let a call of this lane pass; takes nothing. */
    synchronized Answer check(Lane lane) {
        return judge(lane, 1, micros.getAsLong());
    }

    /** Lets a call pass, or not, by this process's share alone; Redis is to be told when it is there again. */
    synchronized Answer take(Lane lane, String permit, int shares) {
        long now = micros.getAsLong();
        untold(now);
        Answer answer = judge(lane, shares, now);
        if (answer.verdict() == Verdict.GRANTED) {
            double pace = shares * slowdown(now);
            minute = Math.max(minute, (double) now) + limits.minute().step() * pace;
            hour = Math.max(hour, (double) now) + limits.hour().step() * pace;
            held.put(permit, now + lease);
        }
        return answer;
    }

    /**
     * Takes over what Redis answered.
     *
     * @param asked when it was asked: it looked at its clock at that time or later, so that what is kept here is never
     *     more than what Redis knows, however long the answer took
     */
    synchronized void learn(Answer answer, String permit, long asked) {
        long now = micros.getAsLong();
        minute = Math.max(minute, asked + (double) answer.minuteLag());
        hour = Math.max(hour, asked + (double) answer.hourLag());
        if (answer.blockedMicros() > 0) {
            blockedUntil = Math.max(blockedUntil, asked + answer.blockedMicros());
            blockedOnce = true;
        }
        if (untoldAt < asked) {
            memory = answer.memory();
        }
        if (answer.ceiling() != ceiling(now)) {
            lowered = answer.ceiling();
            loweredAt = now;
        }
        slowdown = answer.slowdown();
        slowedAt = now;
        if (answer.verdict() == Verdict.GRANTED) {
            held.put(permit, now + lease);
        }
    }

    /** The least time in which so many calls of a lane can pass, as far as is known here. */
    synchronized Duration outlook(Lane lane, long calls) {
        long now = micros.getAsLong();
        double slow = slowdown(now);
        double wait = Math.max(
                (double) Math.max(0, blockedUntil - now),
                Math.max(
                        outlook(limits.minute(), minute, lane, slow, now, calls),
                        outlook(limits.hour(), hour, lane, slow, now, calls)));
        return Duration.ofNanos(Math.round(wait * 1000));
    }

    private static double outlook(Pace pace, double arrival, Lane lane, double slow, long now, long calls) {
        return Math.max(0, arrival - now) + calls * pace.step() * slow - pace.burst(lane);
    }

    synchronized void release(String permit) {
        held.remove(permit);
    }

    /**
     * WeCom refuses this API for as long as the window that is used up, but does not say which: the minute is tried
     * first, and the hour if that was not it.
     *
     * @return how long it is refused from now on
     */
    synchronized Duration block() {
        long now = micros.getAsLong();
        if (blockedUntil <= now) {
            boolean again = blockedOnce && now - blockedUntil < SOON_AFTER;
            blockedUntil = now + (again ? HOUR : MINUTE);
            blockedOnce = true;
            slowdown = Math.min(MOST_SLOWDOWN, slowdown(now) * 2);
            slowedAt = now;
            untold(now);
        }
        return Duration.ofNanos((blockedUntil - now) * 1000);
    }

    /**
     * WeCom saw too many calls at once: half as many from now on, then slowly more again.
     *
     * @param since when the call was let pass that was refused; what passed before the last lowering says nothing new
     */
    synchronized void lower(long since) {
        if (since >= loweredAt) {
            long now = micros.getAsLong();
            lowered = Math.max(1, ceiling(now) / 2);
            loweredAt = now;
        }
    }

    long now() {
        return micros.getAsLong();
    }

    synchronized Knowledge knowledge() {
        long now = micros.getAsLong();
        Map<String, Long> leases = new HashMap<>();
        held.forEach((permit, end) -> {
            if (end > now) {
                leases.put(permit, end - now);
            }
        });
        return new Knowledge(ahead(minute, now), ahead(hour, now), Math.max(0, blockedUntil - now), memory, leases);
    }

    private Answer judge(Lane lane, int shares, long now) {
        held.values().removeIf(end -> end <= now);
        int ceiling = ceiling(now);
        double slow = slowdown(now);
        if (blockedUntil > now) {
            return answer(Verdict.BLOCKED, blockedUntil - now, ceiling, slow, now);
        }
        int permits = Math.max(1, Math.max(1, ceiling / shares) - limits.reserve(lane));
        if (held.size() >= permits) {
            return answer(Verdict.CROWDED, CROWDED_WAIT, ceiling, slow, now);
        }
        double wait = Math.max(
                wait(limits.minute(), minute, lane, shares * slow, now),
                wait(limits.hour(), hour, lane, shares * slow, now));
        return wait > 0
                ? answer(Verdict.PACED, (long) Math.ceil(wait), ceiling, slow, now)
                : answer(Verdict.GRANTED, 0, ceiling, slow, now);
    }

    private static double wait(Pace pace, double arrival, Lane lane, double slower, long now) {
        double step = pace.step() * slower;
        return Math.max(arrival, (double) now) + step - now - Math.max(step, pace.burst(lane));
    }

    private void untold(long now) {
        memory = "";
        untoldAt = now;
    }

    private int ceiling(long now) {
        long steps = (now - loweredAt) / (RECOVER_CEILING_EVERY.toNanos() / 1000);
        return (int) Math.min(limits.concurrency(), lowered + steps);
    }

    private double slowdown(long now) {
        long halvings = (now - slowedAt) / (RECOVER_PACE_EVERY.toNanos() / 1000);
        return Math.max(1, slowdown / Math.pow(2, (double) halvings));
    }

    private Answer answer(Verdict verdict, long wait, int ceiling, double slow, long now) {
        return new Answer(
                verdict,
                wait,
                ahead(minute, now),
                ahead(hour, now),
                Math.max(0, blockedUntil - now),
                ceiling,
                slow,
                "");
    }

    private static long ahead(double arrival, long now) {
        return Math.max(0, Math.round(arrival - now));
    }

    /**
     * What a process can tell a Redis that has forgotten, all in microseconds.
     *
     * @param memory the memory of Redis's that knows all this already; empty if none does
     * @param leases what is left of each permit that it holds
     */
    record Knowledge(long minuteLag, long hourLag, long blockedMicros, String memory, Map<String, Long> leases) {}
}
