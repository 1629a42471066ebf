package scrm.benchmarks;

import org.jspecify.annotations.Nullable;

/**
 * A figure of a job.
 *
 * @param name what it is
 * @param value its median over the rounds
 * @param unit of the value
 * @param p10 of the value (or of the ratio, if there is one) over the rounds
 * @param p90 as p10
 * @param beside what stood beside it in the same rounds, with its own median
 * @param ratio median over the rounds of our value by the one beside it
 * @param goal what it should be
 * @param holds whether it is
 */
record Result(
        String name,
        double value,
        String unit,
        @Nullable Double p10,
        @Nullable Double p90,
        @Nullable String beside,
        @Nullable Double ratio,
        @Nullable String goal,
        @Nullable Boolean holds) {
    /** A figure that stands alone. */
    static Result of(String name, double value, String unit) {
        return new Result(name, value, unit, null, null, null, null, null, null);
    }

    /** The same with a goal. */
    Result withGoal(String text, boolean reached) {
        return new Result(name, value, unit, p10, p90, beside, ratio, text, reached);
    }
}
