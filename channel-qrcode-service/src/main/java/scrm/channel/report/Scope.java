package scrm.channel.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import scrm.channel.channel.ChannelId;
import scrm.events.CorpId;

/**
 * What is counted.
 *
 * @param channels at these, each for itself
 * @param from the first moment
 * @param until the first moment after it
 */
record Scope(CorpId corpId, Set<ChannelId> channels, Instant from, Instant until) {
    private static final Duration FORTNIGHT = Duration.ofDays(14);

    Scope {
        channels = Set.copyOf(channels);
    }

    Scope during(Stretch stretch) {
        return during(stretch.from(), stretch.until());
    }

    /** Its time in parts that follow one another, the last perhaps shorter. */
    List<Scope> fortnights() {
        List<Scope> parts = new ArrayList<>();
        for (Instant start = from; start.isBefore(until); ) {
            Instant end = start.plus(FORTNIGHT);
            parts.add(during(start, end.isBefore(until) ? end : until));
            start = end;
        }
        return parts;
    }

    private Scope during(Instant first, Instant end) {
        return new Scope(corpId, channels, first, end);
    }
}
