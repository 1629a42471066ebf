package scrm.benchmarks;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import scrm.stores.GuardedProcess;
import scrm.stores.Ports;

/** A service as it is delivered, or a server of ours: a process that ends with us, at the latest. */
final class ServiceProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final GuardedProcess process;
    private final int port;
    private final int management;

    private ServiceProcess(GuardedProcess process, int port, int management) {
        this.process = process;
        this.port = port;
        this.management = management;
    }

    /**
     * Launches a module's executable jar, without waiting.
     *
     * @param name of its log
     * @param environment its settings beside the ports
     * @param nice how much it gives way to the others, 0 to 19: what a pod's share of the processor is elsewhere
     * @param arguments after the jar
     */
    static ServiceProcess launch(
            JobSettings settings,
            String module,
            String name,
            Map<String, String> environment,
            int nice,
            List<String> arguments)
            throws IOException {
        Path jar = Path.of(System.getProperty("scrm.root", "."), module, "target", module + "-0.1.0-SNAPSHOT-exec.jar");
        List<String> program =
                new ArrayList<>(List.of("-jar", jar.toAbsolutePath().toString()));
        program.addAll(arguments);
        return launch(settings, name, environment, nice, program);
    }

    /** Launches a class of ours, without waiting; it reads {@code SERVER_PORT} and {@code MANAGEMENT_SERVER_PORT}. */
    static ServiceProcess launch(JobSettings settings, Class<?> main, Map<String, String> environment)
            throws IOException {
        String classPath =
                Path.of(System.getProperty("java.class.path")).toAbsolutePath().toString();
        return launch(settings, main.getSimpleName(), environment, 0, List.of("-cp", classPath, main.getName()));
    }

    private static ServiceProcess launch(
            JobSettings settings, String name, Map<String, String> environment, int nice, List<String> program)
            throws IOException {
        int port = Ports.free();
        int management = Ports.free();
        Map<String, String> all = new HashMap<>(environment);
        all.put("SERVER_ADDRESS", "127.0.0.1");
        all.put("SERVER_PORT", Integer.toString(port));
        all.put("SCRM_GATEWAY_PORT", Integer.toString(port));
        all.put("MANAGEMENT_SERVER_ADDRESS", "127.0.0.1");
        all.put("MANAGEMENT_SERVER_PORT", Integer.toString(management));
        List<String> command = new ArrayList<>(List.of("nice", "-n", Integer.toString(nice)));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // One collector for all contenders; on two cores G1's threads are in the way.
        command.addAll(List.of("-Xms384m", "-Xmx384m", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED"));
        if (settings.smoke()) {
            command.add("-XX:TieredStopAtLevel=1"); // quick to start, and not measured
        }
        command.addAll(program);
        Path work = settings.work();
        Path log = work.resolve(name + ".log");
        return new ServiceProcess(GuardedProcess.start(name, command, work, all, log), port, management);
    }

    /** Returns when it is ready. */
    ServiceProcess awaitReady() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!isReady()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        process.name() + " did not start; its log ends:\n" + process.lastLogLines());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        }
        return this;
    }

    int port() {
        return port;
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** The processor's time that it has used. */
    Duration cpuTime() {
        return cpuTime(process.pid());
    }

    /** The processor's time that a process has used. */
    static Duration cpuTime(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(handle -> handle.info().totalCpuDuration())
                .orElse(Duration.ZERO);
    }

    /** The most memory that it has had at once. */
    long peakResidentBytes() throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .findFirst()
                .orElseThrow();
    }

    /** As {@code kill -9} does. */
    void kill() {
        process.kill();
    }

    @Override
    public void close() {
        process.stop(GRACE);
    }

    private boolean isReady() {
        try {
            HttpURLConnection health =
                    (HttpURLConnection) URI.create("http://127.0.0.1:" + management + "/actuator/health/readiness")
                            .toURL()
                            .openConnection();
            health.setConnectTimeout(1000);
            health.setReadTimeout(2000);
            return health.getResponseCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }
}
