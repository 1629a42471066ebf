package scrm.wecom.wxjava;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import scrm.events.CorpId;

/**
 * Corps that are asked for and not in the corps file. A new one is written there within seconds, and its events may be
 * quicker than the file; an old one that was taken out stays away. So a stranger is to be asked for again after as long
 * as it has been one, from a second to some minutes.
 */
final class Strangers {
    private static final Duration LEAST = Duration.ofSeconds(1);
    private static final Duration MOST = Duration.ofMinutes(5);

    private final Clock clock;
    private final Map<CorpId, Instant> since = new ConcurrentHashMap<>();

    Strangers(Clock clock) {
        this.clock = clock;
    }

    /** When to ask for it again. */
    Duration retryAfter(CorpId corpId) {
        Instant now = clock.instant();
        Duration known = Duration.between(since.computeIfAbsent(corpId, _ -> now), now);
        return known.compareTo(LEAST) < 0 ? LEAST : known.compareTo(MOST) > 0 ? MOST : known;
    }

    /** It is none any more. */
    void met(CorpId corpId) {
        if (!since.isEmpty()) {
            since.remove(corpId);
        }
    }
}
