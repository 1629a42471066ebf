package scrm.group.health;

/** How often something happens that happens by chance, so and so often on average. */
final class Poisson {
    /** Beyond this the exponential would be nothing; the figures are far below, and then nothing is a sign. */
    private static final double MOST = 700;

    private Poisson() {}

    /** How likely it happens so often or less. */
    static double atMost(int times, double mean) {
        if (mean > MOST) {
            return normal((times + 0.5 - mean) / Math.sqrt(mean));
        }
        double term = Math.exp(-mean);
        double sum = term;
        for (int k = 1; k <= times; k++) {
            term *= mean / k;
            sum += term;
        }
        return Math.min(1, sum);
    }

    /** How likely it happens so often or more. */
    static double atLeast(int times, double mean) {
        return times == 0 ? 1 : 1 - atMost(times - 1, mean);
    }

    /** How likely one happens so much more often than another that happens as often on average; good to a hundredth. */
    static double differ(int more, int fewer) {
        return more <= fewer ? 1 : normal((fewer - more) / Math.sqrt(more + fewer));
    }

    /** The normal distribution, by Abramowitz and Stegun 26.2.17; good to seven digits. */
    private static double normal(double x) {
        double t = 1 / (1 + 0.2316419 * Math.abs(x));
        double tail = Math.exp(-x * x / 2)
                / Math.sqrt(2 * Math.PI)
                * t
                * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        return x > 0 ? 1 - tail : tail;
    }
}
