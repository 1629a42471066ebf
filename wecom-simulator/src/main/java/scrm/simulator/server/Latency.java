package scrm.simulator.server;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long an answer takes: half of it passes before the call is executed, half after.
 *
 * @param medianMillis the median
 * @param p99Millis the 99th percentile of a log-normal distribution; not above the median: always the median
 */
public record Latency(double medianMillis, double p99Millis) {
    /** The 99th percentile of the standard normal distribution. */
    private static final double Z99 = 2.3263;

    public static final Latency NONE = new Latency(0, 0);

    public static Latency fixed(Duration latency) {
        double millis = latency.toNanos() / 1e6;
        return new Latency(millis, millis);
    }

    Duration sample(RandomGenerator random) {
        if (medianMillis <= 0) {
            return Duration.ZERO;
        }
        double millis = p99Millis <= medianMillis
                ? medianMillis
                : medianMillis * Math.exp(random.nextGaussian() * Math.log(p99Millis / medianMillis) / Z99);
        return Duration.ofNanos((long) (millis * 1e6));
    }
}
