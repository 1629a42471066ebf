package scrm.localstack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The script {@code ./scrm} itself, as people run it.
 *
 * @param root the checkout
 * @param home what takes the place of {@code .scrm}
 */
record ScrmScript(Path root, Path home) {
    /** What it prints. @throws AssertionError if it ends with an error */
    String run(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("bash", root.resolve("scrm").toString(), "--lang", "en"));
        command.addAll(List.of(arguments));
        ProcessBuilder script = new ProcessBuilder(command).redirectErrorStream(true);
        script.environment().put("SCRM_HOME", home.toString());
        script.environment().put("SCRM_NO_BUILD", "1");
        script.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process running = script.start();
        running.getOutputStream().close();
        String output = new String(running.getInputStream().readAllBytes(), UTF_8);
        if (running.waitFor() != 0) {
            throw new AssertionError("./scrm " + String.join(" ", arguments) + " failed: " + output);
        }
        return output.strip();
    }
}
