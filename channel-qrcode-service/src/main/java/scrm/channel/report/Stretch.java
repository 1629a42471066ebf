package scrm.channel.report;

import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;

/**
 * A time during which a zone keeps one offset, so that a database can tell days by adding it. Databases know the zones
 * only if somebody loads their tables.
 *
 * @param from the first moment
 * @param until the first moment after it
 * @param offsetSeconds what local clocks are ahead of UTC
 */
record Stretch(Instant from, Instant until, int offsetSeconds) {
    /** The stretches between two moments: one, and one more for each time that the clocks are changed. */
    static List<Stretch> between(Instant from, Instant until, ZoneId zone) {
        List<Stretch> stretches = new ArrayList<>();
        Instant start = from;
        while (start.isBefore(until)) {
            ZoneOffsetTransition change = zone.getRules().nextTransition(start);
            Instant end = change == null || change.getInstant().isAfter(until) ? until : change.getInstant();
            stretches.add(
                    new Stretch(start, end, zone.getRules().getOffset(start).getTotalSeconds()));
            start = end;
        }
        return stretches;
    }
}
