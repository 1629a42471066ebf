package scrm.stores;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts shells, not servers. */
class GuardedProcessTest {
    @TempDir
    Path folder;

    @Test
    void theProgramsExitCodeAndOutputAreKept() throws Exception {
        GuardedProcess process = start("echo out; echo err >&2; exit 3");

        assertThat(process.onExit().get(10, TimeUnit.SECONDS)).isEqualTo(3);
        assertThat(process.lastLogLines()).isEqualTo("out\nerr");
    }

    @Test
    void aKilledProgramIsSeenToHaveEnded() throws Exception {
        GuardedProcess process = start("exec sleep 60");

        process.kill();

        assertThat(process.isAlive()).isFalse();
        assertThat(process.onExit().get(1, TimeUnit.SECONDS)).isEqualTo(128 + 9);
    }

    @Test
    void aProgramThatIgnoresTheRequestToEndIsKilledAfterTheGrace() {
        GuardedProcess process = start("trap '' TERM; while :; do sleep 0.1; done");

        process.stop(Duration.ofMillis(200));

        assertThat(process.isAlive()).isFalse();
    }

    @Test
    void theProgramEndsWhenWhoeverStartedItIsKilled() throws Exception {
        Path pid = folder.resolve("pid");
        String script = "echo $$ > " + pid + "; exec sleep 60";
        Process starter = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Starter.class.getName(),
                        folder.toString(),
                        script)
                .redirectErrorStream(true)
                .start();
        assertThat(starter.inputReader().readLine()).isEqualTo("started");
        ProcessHandle program =
                ProcessHandle.of(Long.parseLong(Files.readString(pid).trim())).orElseThrow();

        starter.destroyForcibly();

        assertThat(program.onExit().get(10, TimeUnit.SECONDS).isAlive()).isFalse();
    }

    private GuardedProcess start(String script) {
        return GuardedProcess.start("shell", List.of("sh", "-c", script), folder, Map.of(), folder.resolve("log"));
    }

    /** A process of its own that starts a guarded one and waits to be killed. */
    static final class Starter {
        private Starter() {}

        public static void main(String[] arguments) throws Exception {
            Path folder = Path.of(arguments[0]);
            GuardedProcess process = GuardedProcess.start(
                    "shell", List.of("sh", "-c", arguments[1]), folder, Map.of(), folder.resolve("log"));
            while (!Files.exists(folder.resolve("pid"))) {
                Thread.onSpinWait();
            }
            System.out.println("started");
            process.onExit().get();
        }
    }
}
