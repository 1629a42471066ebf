package scrm.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

import scrm.events.Topic;

class SharedStoresIT {
    private static final Map<String, String> SETTINGS = TestStores.settings();

    @Test
    void aFreshDatabaseTakesTablesAndSkipsLockedRows() throws SQLException {
        try (var connection = DriverManager.getConnection(
                        SETTINGS.get("SCRM_MYSQL_URL"),
                        SETTINGS.get("SCRM_MYSQL_USER"),
                        SETTINGS.get("SCRM_MYSQL_PASSWORD"));
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE due (id BIGINT PRIMARY KEY, at DATETIME(6) NOT NULL, name VARCHAR(20))");
            statement.execute("INSERT INTO due VALUES (1, NOW(6), '渠道')");

            try (var rows = statement.executeQuery("SELECT name FROM due FOR UPDATE SKIP LOCKED")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString(1)).isEqualTo("渠道");
            }
        }
    }

    @Test
    void theProjectsTopicsExistUnderThePrefix() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", SETTINGS.get("SCRM_KAFKA_BOOTSTRAP")))) {
            assertThat(admin.listTopics().names().get())
                    .containsAll(Topic.allNames()
                            .map(name -> SETTINGS.get("SCRM_TOPIC_PREFIX") + name)
                            .toList());
        }
    }

    @Test
    void redisAnswers() {
        int port = Integer.parseInt(SETTINGS.get("SCRM_REDIS_URL").replaceAll(".*:", ""));

        assertThat(Probe.firstBytesAfter(port, "PING\r\n".getBytes(StandardCharsets.US_ASCII), 5))
                .isEqualTo("+PONG");
    }

    @Test
    void twoCallersShareNothing() {
        Map<String, String> other = TestStores.settings();

        for (String own : List.of("SCRM_MYSQL_URL", "SCRM_TOPIC_PREFIX", "SCRM_REDIS_PREFIX")) {
            assertThat(other.get(own)).isNotEqualTo(SETTINGS.get(own));
        }
    }

    @Test
    void aServerThatCannotBeReachedIsNamed() {
        StoreAddresses nobody = new StoreAddresses("jdbc:mysql://127.0.0.1:1/", "scrm", "scrm", "127.0.0.1:1", "");

        assertThatIllegalStateException()
                .isThrownBy(() -> new Databases(nobody).create(List.of("any")))
                .withMessageContaining("127.0.0.1:1");
    }
}
