package scrm.gateway.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import scrm.events.CorpId;
import scrm.events.EventId;
import scrm.events.ExternalContactEvent.ExternalContactEdited;
import scrm.events.ExternalUserId;
import scrm.events.UserId;
import scrm.events.WeComEvent;
import scrm.gateway.callback.FileCallbackGaps.Gap;
import scrm.messaging.EventJson;
import scrm.messaging.testing.MutableClock;

class FileCallbackGapsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private final MeterRegistry meters = new SimpleMeterRegistry();

    @TempDir
    private Path folder;

    @Test
    void whatWasNotedIsHandedOverOnceInOrder() throws IOException {
        FileCallbackGaps gaps = gaps();
        gaps.note(event(1));
        gaps.note(event(2));

        assertThat(taken(gaps)).containsExactly(new Gap(NOW, event(1)), new Gap(NOW, event(2)));
        assertThat(taken(gaps)).isEmpty();
        gaps.note(event(3));
        assertThat(taken(gaps)).containsExactly(new Gap(NOW, event(3)));
    }

    @Test
    void whatWasNotedOutlivesTheProcess() throws IOException {
        gaps().note(event(1));

        assertThat(taken(gaps())).containsExactly(new Gap(NOW, event(1)));
    }

    @Test
    void aRepairThatFailsIsDoneAgain() throws IOException {
        FileCallbackGaps gaps = gaps();
        gaps.note(event(1));

        assertThatThrownBy(() -> gaps.repair(batch -> {
                    throw new IllegalStateException("MySQL is away");
                }))
                .hasMessage("MySQL is away");
        gaps.note(event(2));
        assertThat(taken(gaps)).extracting(Gap::event).containsExactly(event(1), event(2));
    }

    @Test
    void aTornLineIsLeftOut() throws IOException {
        FileCallbackGaps gaps = gaps();
        gaps.note(event(1));
        tear();

        assertThat(taken(gaps)).extracting(Gap::event).containsExactly(event(1));
    }

    @Test
    void whatIsNotedAfterATornLineIsKept() throws IOException {
        FileCallbackGaps gaps = gaps();
        gaps.note(event(1));
        tear();
        gaps.note(event(2));

        assertThat(taken(gaps)).extracting(Gap::event).containsExactly(event(1), event(2));
    }

    /** Leaves what a crash or a full disk leaves of a line. */
    private void tear() throws IOException {
        Files.writeString(folder.resolve("gaps/gaps.log"), "2026-11-22T10:00:00Z\t{\"typ", StandardOpenOption.APPEND);
    }

    @Test
    void manyAtOnceAreAllNoted() throws IOException {
        FileCallbackGaps gaps = gaps();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, 500).forEach(i -> threads.execute(() -> gaps.note(event(i))));
        }

        assertThat(taken(gaps))
                .extracting(Gap::event)
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 500)
                        .mapToObj(FileCallbackGapsTest::event)
                        .toList());
        assertThat(meters.counter("scrm.callback.gaps", "state", "noted").count())
                .isEqualTo(500);
    }

    @Test
    void aGapThatCannotBeNotedIsCounted() throws IOException {
        Files.writeString(folder.resolve("gaps"), "a file where the folder should be");

        gaps().note(event(1));

        assertThat(meters.counter("scrm.callback.gaps", "state", "lost").count())
                .isEqualTo(1);
    }

    private FileCallbackGaps gaps() {
        return new FileCallbackGaps(
                folder.resolve("gaps"), new EventJson(), MutableClock.at(NOW.toString()), new CallbackMetrics(meters));
    }

    private static List<Gap> taken(FileCallbackGaps gaps) throws IOException {
        List<Gap> taken = new ArrayList<>();
        gaps.repair(taken::addAll);
        return taken;
    }

    private static WeComEvent event(int n) {
        return new ExternalContactEdited(
                EventId.derived("gap", Integer.toString(n)),
                new CorpId("ww1"),
                NOW,
                new UserId("zhangsan"),
                new ExternalUserId("wm" + n));
    }
}
