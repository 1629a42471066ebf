package scrm.wecom.quota;

import java.time.Duration;

import scrm.wecom.Lane;

/**
 * A window's limit as GCRA: each call moves the theoretical arrival time on by {@code step}; a call passes while that
 * time is at most {@code burst} ahead of now. In a window of any position at most {@code burst / step + window / step}
 * calls pass, which is the limit.
 *
 * @param step microseconds
 * @param burst microseconds
 */
record Pace(double step, double burst) {
    static Pace of(int limit, double burstPart, Duration window) {
        double atOnce = Math.min(limit - 1.0, Math.max(1, Math.floor(limit * burstPart)));
        double step = window.toNanos() / 1000.0 / (limit - atOnce);
        return new Pace(step, atOnce * step);
    }

    /** How far ahead calls of a lane may run: the lower leave the rest of the burst to the upper. */
    double burst(Lane lane) {
        double part = switch (lane) {
            case WELCOME -> 1;
            case PERSON -> 0.9;
            case BULK -> 0.6;
            case SYNC -> 0.4;
        };
        return Math.max(step, burst * part);
    }
}
