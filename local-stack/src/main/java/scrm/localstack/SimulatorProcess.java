package scrm.localstack;

import java.net.URI;
import java.util.List;
import java.util.Map;

/** The simulated WeCom as a process of its own. */
final class SimulatorProcess {
    private SimulatorProcess() {}

    static RunningProcess of(StackPlan plan) {
        int port = plan.port(9100);
        URI url = URI.create("http://127.0.0.1:" + port);
        List<String> command = List.of(
                ExecutableJar.java(),
                "-XX:+UseSerialGC",
                "-Xss512k",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                "scrm.simulator.Main",
                "--port",
                Integer.toString(port));
        return new RunningProcess(
                "simulator",
                () -> command,
                Map.of(),
                plan.home().resolve("logs"),
                url,
                URI.create(url + "/simulator/health"));
    }
}
