package scrm.stores;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One Kafka broker that is its own controller (KRaft), in a JVM of its own. */
final class Kafka implements Recipe {
    private final boolean durable;

    Kafka(boolean durable) {
        this.durable = durable;
    }

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public void prepare(Path home) throws IOException {
        Files.createDirectories(home.resolve("kafka-data"));
        Files.deleteIfExists(ready(home));
    }

    @Override
    public List<String> command(Path home, int port) throws IOException {
        Path settings = home.resolve("kafka.properties");
        Files.writeString(settings, settings(home, port, Ports.free()));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms64m",
                "-Xmx256m",
                "-Xss512k",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData"));
        if (!durable) {
            command.add("-XX:TieredStopAtLevel=1");
        }
        command.addAll(List.of(
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-Dorg.slf4j.simpleLogger.showDateTime=true",
                "-cp",
                classPath(),
                KafkaMain.class.getName(),
                settings.toString(),
                ready(home).toString()));
        return command;
    }

    @Override
    public boolean isReady(Path home, int port) {
        return Files.exists(ready(home)) && Probe.accepts(port);
    }

    private static String settings(Path home, int port, int controllerPort) {
        return """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%2$d
                listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                controller.listener.names=CONTROLLER
                log.dirs=%3$s
                auto.create.topics.enable=false
                group.initial.rebalance.delay.ms=0
                offsets.topic.replication.factor=1
                offsets.topic.num.partitions=4
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                transaction.state.log.num.partitions=1
                share.coordinator.state.topic.replication.factor=1
                share.coordinator.state.topic.min.isr=1
                num.network.threads=2
                num.io.threads=4
                num.recovery.threads.per.data.dir=2
                log.segment.bytes=67108864
                log.index.size.max.bytes=262144
                log.cleaner.dedupe.buffer.size=8388608
                """.formatted(port, controllerPort, home.resolve("kafka-data"));
    }

    private static String classPath() throws IOException {
        List<Path> jars = Binaries.jarsUnder("kafka-libs", "This jar was built without the broker: run ./mvnw install");
        return Stream.concat(Stream.of(ownCode()), jars.stream())
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    static Path ownCode() {
        try {
            return Path.of(Kafka.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("Cannot find our own code", e);
        }
    }

    private static Path ready(Path home) {
        return home.resolve("kafka.ready");
    }
}
