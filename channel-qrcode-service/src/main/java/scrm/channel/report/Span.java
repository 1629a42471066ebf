package scrm.channel.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A time between two moments.
 *
 * @param from the first moment
 * @param until the first moment after it
 */
record Span(Instant from, Instant until) {
    /** The shortest one that has both moments, as exact as columns are. */
    static Span of(Instant first, Instant last) {
        return new Span(first, last.plusNanos(1_000));
    }

    /** Parts of a length that follow one another, the last perhaps shorter. */
    List<Span> parts(Duration length) {
        List<Span> parts = new ArrayList<>();
        for (Instant start = from; start.isBefore(until); ) {
            Instant end = start.plus(length);
            parts.add(new Span(start, end.isBefore(until) ? end : until));
            start = end;
        }
        return parts;
    }
}
