package scrm.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import scrm.events.Topic;
import scrm.stores.TestStores;

/** A process that is killed anywhere on the path of an event loses nothing, and nothing is done twice. */
class HaltIT {
    private static final int EVENTS = 20;

    private final Map<String, String> stores = TestStores.settings();

    @ParameterizedTest
    @EnumSource(names = "NEVER", mode = EnumSource.Mode.EXCLUDE)
    void everyEffectIsMadeOnceWhereverAProcessHalts(HaltingService.Point point)
            throws IOException, InterruptedException {
        try (var observer = observer()) {
            Process halting = process(point, false);
            try {
                publish(observer);
                assertThat(halting.waitFor(60, TimeUnit.SECONDS)).as("halted").isTrue();
                assertThat(halting.exitValue()).isEqualTo(HaltingService.EXIT);
            } finally {
                halting.destroyForcibly();
            }
            try (var _ = HaltingService.start(stores)) {
                assertThatEverythingWasDoneOnce(observer);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"BEFORE_COMMIT", "BEFORE_SEND", "AFTER_CALL"})
    void aProcessThatIsStoppedAndGoesOnLongAfterDoesNoHarm(HaltingService.Point point)
            throws IOException, InterruptedException {
        try (var observer = observer()) {
            Process zombie = process(point, true);
            try {
                publish(observer);
                await().atMost(Duration.ofMinutes(1)).until(() -> isStopped(zombie));
                try (var _ = HaltingService.start(stores)) {
                    // Longer than the session and every lease: others own by now what the zombie holds.
                    await().pollDelay(Duration.ofSeconds(8)).until(() -> true);
                    HaltingService.signal("CONT", zombie.pid());
                    assertThatEverythingWasDoneOnce(observer);
                    assertThat(zombie.isAlive()).isTrue();
                }
            } finally {
                zombie.destroyForcibly();
            }
        }
    }

    private static boolean isStopped(Process process) throws IOException {
        return Files.readString(Path.of("/proc", String.valueOf(process.pid()), "stat"))
                .replaceAll(".*\\) ", "")
                .startsWith("T");
    }

    /** Follows our own events; its relay leaves the outbox to the others. */
    private TestService observer() {
        return TestService.on(stores)
                .with(new CommittedConsumer(new RecordingConsumer("downstream", Topic.TAGGING)))
                .setting("scrm.messaging.poll", "1h")
                .start();
    }

    private static void publish(TestService observer) {
        IntStream.range(0, EVENTS).forEach(i -> observer.publish(Events.edit("contact" + i % 5, i)));
    }

    private static void assertThatEverythingWasDoneOnce(TestService observer) {
        List<Integer> all = IntStream.range(0, EVENTS).boxed().toList();
        // The last is what our own events brought about downstream.
        for (String effect : List.of("handled", "called", "settled", "%|%")) {
            await().atMost(TestService.PATIENCE.multipliedBy(2))
                    .untilAsserted(
                            () -> assertThat(numbers(observer, effect)).containsExactlyInAnyOrderElementsOf(all));
        }
        assertThat(observer.sql()
                        .sql("SELECT COUNT(*) FROM work WHERE state <> 'DONE'")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    private Process process(HaltingService.Point point, boolean resumable) throws IOException {
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dhalt.at=" + point,
                "-Dhalt.resumable=" + resumable,
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                HaltingService.class.getName());
        builder.environment().putAll(stores);
        builder.redirectErrorStream(true);
        builder.redirectOutput(new File("target", "halt-" + point + (resumable ? "-zombie" : "") + ".log"));
        return builder.start();
    }

    private static List<Integer> numbers(TestService service, String name) {
        return service.sql()
                .sql("SELECT number FROM effect WHERE name LIKE ?")
                .param(name)
                .query(Integer.class)
                .list();
    }
}
