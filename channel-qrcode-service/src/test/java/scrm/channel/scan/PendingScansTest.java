package scrm.channel.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

import scrm.channel.channel.ChannelId;
import scrm.channel.livecode.LiveCodeId;
import scrm.events.CorpId;

class PendingScansTest {
    private final PendingScans pending = new PendingScans();

    @Test
    void whatIsTakenIsGone() {
        pending.count(scan("door", 1));
        pending.count(scan("door", 1));
        pending.count(scan("", 1));

        assertThat(pending.take()).isEqualTo(Map.of(scan("door", 1), 2L, scan("", 1), 1L));
        assertThat(pending.take()).isEmpty();
    }

    @Test
    void nothingIsLostOrDoubledWhileItIsTaken() throws InterruptedException {
        int threads = 4;
        int each = 50_000;
        CountDownLatch counted = new CountDownLatch(threads);
        Map<ScanKey, Long> taken = new HashMap<>();
        try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            for (int t = 0; t < threads; t++) {
                executor.execute(() -> {
                    for (int i = 0; i < each; i++) {
                        pending.count(scan("p" + i % 3, 1));
                    }
                    counted.countDown();
                });
            }
            while (counted.getCount() > 0) {
                pending.take().forEach((key, count) -> taken.merge(key, count, Long::sum));
            }
            counted.await();
        }
        pending.take().forEach((key, count) -> taken.merge(key, count, Long::sum));

        assertThat(taken).hasSize(3);
        assertThat(taken.values().stream().mapToLong(Long::longValue).sum()).isEqualTo((long) threads * each);
    }

    @Test
    void inventedPlacesAreCountedTogetherPastTheMost() {
        for (int i = 0; i < PendingScans.MOST_PLACES + 50; i++) {
            pending.count(scan("p" + i, 1));
        }
        pending.count(scan("p0", 1));

        Map<ScanKey, Long> taken = pending.take();
        assertThat(taken).hasSize(PendingScans.MOST_PLACES + 1).containsEntry(scan("*", 1), 50L);
        assertThat(taken).containsEntry(scan("p0", 1), 2L);

        // Another day and another code have places of their own.
        pending.count(scan("new", 2));
        assertThat(pending.take()).containsOnlyKeys(scan("new", 2));
    }

    private static ScanKey scan(String place, int day) {
        return new ScanKey(
                new CorpId("ww1"),
                new LiveCodeId(7),
                new ChannelId(8),
                LocalDate.of(2026, 11, day),
                Device.IOS,
                new Place(place));
    }
}
