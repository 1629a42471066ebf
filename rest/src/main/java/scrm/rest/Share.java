package scrm.rest;

/**
 * How many of so many, as answers tell it with the chance that is in it.
 *
 * @param of at least 0
 * @param hits 0 to {@code of}
 */
public record Share(long of, long hits) {
    /** The share itself; 0 of nothing. */
    public double value() {
        return of == 0 ? 0 : (double) hits / of;
    }

    public Share plus(Share other) {
        return new Share(of + other.of, hits + other.hits);
    }

    /** Those whom it missed. */
    public Share others() {
        return new Share(of, of - hits);
    }

    /** Wilson's score interval, good for few hits and for shares near 0 and 1. */
    public Interval interval(double z) {
        double square = z * z / of;
        double centre = (value() + square / 2) / (1 + square);
        double half = z / (1 + square) * Math.sqrt(value() * (1 - value()) / of + square / (4 * of));
        return new Interval(centre - half, centre + half);
    }

    /** By how much this share is above another one: Newcombe's interval, from both shares' score intervals. */
    public Interval above(Share other, double z) {
        double difference = value() - other.value();
        Interval own = interval(z);
        Interval others = other.interval(z);
        return new Interval(
                difference - Math.hypot(value() - own.low(), others.high() - other.value()),
                difference + Math.hypot(own.high() - value(), other.value() - others.low()));
    }

    /** Where the true value lies, but for the chance that was allowed for. */
    public record Interval(double low, double high) {}
}
