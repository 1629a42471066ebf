package scrm.localstack.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

import scrm.localstack.Folders;
import scrm.localstack.Pause;
import scrm.localstack.Progress;
import scrm.localstack.ScrmScript;
import scrm.localstack.StackClient;
import scrm.localstack.StackState;

/**
 * The whole system as its real processes, by the commands that README.md names: from {@code ./scrm up} to {@code ./scrm
 * down}, and between them from a signed callback to what REST tells.
 */
class DemoIT {
    private static final Path ROOT = Path.of(System.getProperty("scrm.root"));
    private static final Path HOME = ROOT.resolve("local-stack/target/demo");
    private static final Duration PATIENCE = Duration.ofMinutes(6);

    private static final Pattern COMMAND = Pattern.compile("\\./scrm ([a-z]+)");

    private final ScrmScript script = new ScrmScript(ROOT, HOME);

    @Test
    void theStoryHoldsOnRealProcesses() throws IOException, InterruptedException {
        Folders.delete(HOME);
        String mysql = System.getProperty("scrm.mysql", "");
        Path log = ROOT.resolve("local-stack/target/demo-up.log");
        Process up = script.start(
                log,
                mysql.isEmpty() ? new String[] {"up", "--fresh"} : new String[] {"up", "--fresh", "--mysql", mysql});
        try {
            StackClient stack = ready(up, log);
            theStackIsSound(stack);
            assertThat(script.run("demo")).endsWith("the story held");
            assertThat(MonitoredMetrics.missing(ROOT, StackState.running(HOME).orElseThrow()))
                    .as("metrics that alerts or dashboards name and no service has")
                    .isEmpty();
            new ClientStory(stack, new Progress(System.out)).play();
            assertThat(script.run("dlt", "list")).startsWith("0 ");
            assertThat(script.run("down")).endsWith("stopped");
            assertThat(up.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(StackState.running(HOME)).isEmpty();
        } finally {
            up.destroy();
        }
        whatNeedsNoStack();
        assertThat(script.commands()).containsAll(namedByTheReadme());
    }

    private static StackClient ready(Process up, Path log) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (StackClient.running(HOME).isEmpty()) {
            assertThat(up.isAlive() && System.nanoTime() < deadline)
                    .as(() -> "comes up; it has said:\n" + text(log))
                    .isTrue();
            Pause.briefly();
        }
        return StackClient.running(HOME).orElseThrow();
    }

    private static String text(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private void theStackIsSound(StackClient stack) throws IOException, InterruptedException {
        assertThat(script.run("doctor")).contains("ok").doesNotContain("fail ");
        String token = script.run("token", "--corp", "*", "--scope", "channels:read channels:write");
        String corp = StackState.running(HOME).orElseThrow().corpIds().getFirst();
        HttpRequest request = HttpRequest.newBuilder(URI.create(stack.gateway() + "/v1/corps/" + corp + "/channels"))
                .header("Authorization", "Bearer " + token)
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
    }

    private void whatNeedsNoStack() throws IOException, InterruptedException {
        for (String help : List.of("help", "demo --help", "faults --help")) {
            assertThat(script.run(help.split(" "))).contains("./scrm");
        }
        assertThat(script.run("faults", "--list")).contains("F1");
    }

    /** All but the one that we are run by, and the one that benchmarks runs. */
    private static Set<String> namedByTheReadme() throws IOException {
        Set<String> named = new TreeSet<>();
        COMMAND.matcher(Files.readString(ROOT.resolve("README.md")))
                .results()
                .forEach(found -> named.add(found.group(1)));
        named.removeAll(Set.of("test", "bench"));
        return named;
    }
}
