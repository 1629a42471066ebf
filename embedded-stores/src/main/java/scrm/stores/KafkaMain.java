package scrm.stores;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.Utils;

/** Formats the broker's folder if it is new, then runs the broker: one JVM start instead of two. */
final class KafkaMain {
    private KafkaMain() {}

    /**
     * Runs until the process is asked to end.
     *
     * @param arguments the settings file, and the file to make once the broker serves
     */
    public static void main(String[] arguments) throws IOException {
        Path settings = Path.of(arguments[0]);
        Properties properties = Utils.loadProps(settings.toString());
        if (!Files.exists(Path.of(properties.getProperty("log.dirs"), "meta.properties"))) {
            String[] format = {"format", "-t", Uuid.randomUuid().toString(), "-c", settings.toString()};
            if (StorageTool.execute(format, System.out) != 0) {
                throw new IOException("Cannot format " + properties.getProperty("log.dirs"));
            }
        }
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(properties), Time.SYSTEM);
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "shutdown"));
        server.startup();
        Files.createFile(Path.of(arguments[1]));
        server.awaitShutdown();
    }
}
