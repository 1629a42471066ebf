package scrm.localstack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The script {@code ./scrm} itself, as people run it. */
public final class ScrmScript {
    private final Path root;
    private final Path home;
    private final Set<String> commands = new TreeSet<>();

    /**
     * @param root the checkout
     * @param home what takes the place of {@code .scrm}
     */
    public ScrmScript(Path root, Path home) {
        this.root = root;
        this.home = home;
    }

    /** What it prints. @throws AssertionError if it ends with an error */
    public String run(String... arguments) throws IOException, InterruptedException {
        Process running = script(arguments).redirectErrorStream(true).start();
        running.getOutputStream().close();
        String output = new String(running.getInputStream().readAllBytes(), UTF_8);
        if (running.waitFor() != 0) {
            throw new AssertionError("./scrm " + String.join(" ", arguments) + " failed: " + output);
        }
        return output.strip();
    }

    /** One that stays; what it prints goes to a file. */
    public Process start(Path log, String... arguments) throws IOException {
        Files.createDirectories(log.toAbsolutePath().getParent());
        return script(arguments)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    private ProcessBuilder script(String... arguments) {
        commands.add(arguments[0]);
        List<String> command =
                new ArrayList<>(List.of("bash", root.resolve("scrm").toString(), "--lang", "en"));
        command.addAll(List.of(arguments));
        ProcessBuilder script = new ProcessBuilder(command);
        script.environment().put("SCRM_HOME", home.toString());
        script.environment().put("SCRM_NO_BUILD", "1");
        script.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return script;
    }

    /** The commands that were run so far. */
    public Set<String> commands() {
        return commands;
    }
}
