package scrm.stores;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoresIT {
    private static final byte[] PING = "PING\r\n".getBytes(StandardCharsets.US_ASCII);

    @Test
    void eachStoreSurvivesKillAndSuspensionOnItsPortWithItsData(@TempDir Path home) {
        StoresPlan.Database database = StoresPlan.Database.of(System.getProperty("scrm.mysql", ""));
        try (Stores stores =
                Stores.of(new StoresPlan(home, database, true, false)).start()) {
            new Databases(stores.addresses()).create(List.of("kept"));
            new Topics(stores.addresses().kafkaBootstrap()).create("kept.", 1);

            stores.all().forEach(StoreServer::kill);
            assertThat(stores.all()).noneMatch(StoreServer::isRunning);
            stores.start();

            new Databases(stores.addresses()).drop(List.of("kept"));
            new Topics(stores.addresses().kafkaBootstrap()).delete("kept.");

            stores.redis().suspend();
            assertThat(Probe.firstBytesAfter(stores.redis().port(), PING, 5)).isEqualTo("-");
            stores.redis().resume();
            assertThat(Probe.firstBytesAfter(stores.redis().port(), PING, 5)).isEqualTo("+PONG");
        }
    }
}
