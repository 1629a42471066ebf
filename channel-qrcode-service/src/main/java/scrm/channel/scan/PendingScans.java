package scrm.channel.scan;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import scrm.channel.livecode.LiveCodeId;

/**
 * Scans that are counted and not yet stored. Each is taken exactly once, however many threads count meanwhile.
 *
 * <p>Anybody can write any place into a link. So that nobody fills memory and database by that, a link has
 * {@link #MOST_PLACES} places a day; the scans of others are counted as of {@link Place#FURTHER}.
 */
final class PendingScans {
    static final int MOST_PLACES = 100;

    private static final int MOST_DAYS = 100_000;

    private final Map<ScanKey, Long> counts = new ConcurrentHashMap<>();
    private final Cache<Day, Set<Place>> places = Caffeine.newBuilder()
            .maximumSize(MOST_DAYS)
            .expireAfterWrite(Duration.ofDays(1))
            .build();

    private record Day(LiveCodeId liveCodeId, LocalDate day) {}

    void count(ScanKey scan) {
        counts.merge(admitted(scan), 1L, Long::sum);
    }

    /** Everything that was counted since the last time. */
    Map<ScanKey, Long> take() {
        Map<ScanKey, Long> taken = new HashMap<>();
        for (ScanKey key : List.copyOf(counts.keySet())) {
            Long count = counts.remove(key);
            if (count != null) {
                taken.put(key, count);
            }
        }
        return taken;
    }

    private ScanKey admitted(ScanKey scan) {
        if (scan.place().equals(Place.NONE)) {
            return scan;
        }
        Set<Place> known = Objects.requireNonNull(
                places.get(new Day(scan.liveCodeId(), scan.day()), _ -> ConcurrentHashMap.newKeySet()));
        if (known.size() < MOST_PLACES) {
            known.add(scan.place());
        }
        if (known.contains(scan.place())) {
            return scan;
        }
        return new ScanKey(
                scan.corpId(), scan.liveCodeId(), scan.channelId(), scan.day(), scan.device(), Place.FURTHER);
    }
}
