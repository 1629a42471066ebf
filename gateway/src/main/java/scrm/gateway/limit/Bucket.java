package scrm.gateway.limit;

import java.util.OptionalInt;
import java.util.function.LongSupplier;

/**
 * One budget as this process knows it: what Redis said last, less what passed here since, plus what dripped in since.
 * So no request waits for Redis. What several gateways let pass beyond the budget before they hear of one another is
 * owed: the level goes below zero, and nobody passes until it is paid. While Redis is away, and before it has answered
 * for the first time, the bucket is this process's part of the budget.
 */
final class Bucket {
    private final String policy;
    private final Budget budget;
    private final Budget part;
    private final long toldEvery;
    private final LongSupplier nanos;

    private double level;
    private long at;
    private int untold;
    private boolean shared;
    private boolean telling;
    private long tellAt;

    /**
     * @param instances processes that share the budget
     * @param toldEvery nanoseconds between two tellings
     * @param nanos as {@link System#nanoTime()}
     */
    Bucket(String policy, Budget budget, int instances, long toldEvery, LongSupplier nanos) {
        this.policy = policy;
        this.budget = budget;
        this.part = budget.part(instances);
        this.toldEvery = toldEvery;
        this.nanos = nanos;
        this.level = part.burst();
        this.at = nanos.getAsLong();
        this.tellAt = at;
    }

    Budget budget() {
        return budget;
    }

    /** Takes a token, if there is one. */
    synchronized Standing take() {
        drip();
        boolean passes = level >= 1;
        if (passes) {
            level--;
            untold++;
        }
        double perSecond = valid().perSecond();
        return new Standing(
                policy,
                budget,
                passes,
                (long) Math.max(0, level),
                passes ? 0 : (1 - level) / perSecond,
                (valid().burst() - level) / perSecond);
    }

    /** Takes back what was taken for a request that did not pass for another reason. */
    synchronized void giveBack() {
        level++;
        untold--;
    }

    /** What Redis is to be told now, if it is time; then either {@link #learn} or {@link #alone} follows. */
    synchronized OptionalInt tell() {
        long now = nanos.getAsLong();
        if (telling || now - tellAt < 0) {
            return OptionalInt.empty();
        }
        telling = true;
        tellAt = now + toldEvery;
        return OptionalInt.of(untold);
    }

    /**
     * Redis has been told.
     *
     * @param told what it was told
     * @param left the level that it knows, after that
     */
    synchronized void learn(int told, double left) {
        telling = false;
        shared = true;
        untold -= told;
        level = left - untold;
        at = nanos.getAsLong();
    }

    /** Redis could not be told. It fills up meanwhile, so what it was to be told is told no more. */
    synchronized void alone(int told) {
        drip();
        telling = false;
        shared = false;
        untold -= told;
        level = Math.min(level, part.burst());
    }

    private void drip() {
        long now = nanos.getAsLong();
        level = Math.min(valid().burst(), level + (now - at) * valid().perSecond() / 1e9);
        at = now;
    }

    private Budget valid() {
        return shared ? budget : part;
    }
}
