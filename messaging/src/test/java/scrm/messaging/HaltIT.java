package scrm.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
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
        // Publishes, and follows our own events; the halting process comes beside it, then its successor.
        var downstream = new RecordingConsumer("downstream", Topic.TAGGING);
        try (var observer = TestService.on(stores)
                .with(new CommittedConsumer(downstream))
                // Its relay must leave the outbox to the others.
                .setting("scrm.messaging.poll", "1h")
                .start()) {
            Process halting = halting(point);
            try {
                IntStream.range(0, EVENTS).forEach(i -> observer.publish(Events.edit("contact" + i % 5, i)));
                assertThat(halting.waitFor(60, TimeUnit.SECONDS)).as("halted").isTrue();
                assertThat(halting.exitValue()).isEqualTo(HaltingService.EXIT);
            } finally {
                halting.destroyForcibly();
            }
            try (var _ = HaltingService.start(stores)) {
                List<Integer> all = IntStream.range(0, EVENTS).boxed().toList();
                for (String effect : List.of("handled", "called", "settled")) {
                    await().atMost(TestService.PATIENCE.multipliedBy(2))
                            .untilAsserted(() ->
                                    assertThat(numbers(observer, effect)).containsExactlyInAnyOrderElementsOf(all));
                }
                await().atMost(TestService.PATIENCE)
                        .untilAsserted(
                                () -> assertThat(numbers(observer, "%|%")).containsExactlyInAnyOrderElementsOf(all));
                assertThat(observer.sql()
                                .sql("SELECT COUNT(*) FROM work WHERE state <> 'DONE'")
                                .query(Integer.class)
                                .single())
                        .isZero();
            }
        }
    }

    private Process halting(HaltingService.Point point) throws IOException {
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dhalt.at=" + point,
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                HaltingService.class.getName());
        builder.environment().putAll(stores);
        builder.redirectErrorStream(true);
        builder.redirectOutput(new File("target", "halt-" + point + ".log"));
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
