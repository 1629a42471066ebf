package scrm.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code ./scrm bench} as it is typed, with the jar that was built. */
class BenchCommandIT {
    @Test
    void everyJobThatItHasIsInItsHelp() throws IOException, InterruptedException {
        List<String> names =
                scrm("bench", "--list").lines().map(line -> line.split(" ")[0]).toList();
        assertThat(names).contains("J1", "J6", "health");
        assertThat(scrm("bench", "--help").split("[^A-Za-z0-9]+")).containsAll(names);
    }

    private static String scrm(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of("bash", Path.of(System.getProperty("scrm.root"), "scrm").toString(), "--lang", "en"));
        command.addAll(List.of(arguments));
        ProcessBuilder script = new ProcessBuilder(command).redirectErrorStream(true);
        script.environment().put("SCRM_NO_BUILD", "1");
        script.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process running = script.start();
        running.getOutputStream().close();
        String printed = new String(running.getInputStream().readAllBytes(), UTF_8);
        assertThat(running.waitFor()).as(printed).isZero();
        return printed;
    }
}
