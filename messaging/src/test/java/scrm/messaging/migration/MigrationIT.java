package scrm.messaging.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import scrm.stores.TestStores;

class MigrationIT {
    private final Map<String, String> stores = TestStores.settingsWithoutTopics();
    private final JdbcTemplate jdbc = new JdbcTemplate(new DriverManagerDataSource(
            stores.get("SCRM_MYSQL_URL"), stores.get("SCRM_MYSQL_USER"), stores.get("SCRM_MYSQL_PASSWORD")));

    @Test
    void aProcessThatOnlyMigratesNeedsNoKafkaAndNoRedisAndLeavesTheWholeSchema() {
        Map<String, String> withoutOthers = new TreeMap<>(stores);
        withoutOthers.put("SCRM_KAFKA_BOOTSTRAP", "127.0.0.1:1");
        withoutOthers.put("SCRM_REDIS_URL", "redis://127.0.0.1:1");

        Start.migrate(arguments(withoutOthers));

        assertThat(tables()).contains("inbox", "outbox", "work", "flyway_schema_history");
    }

    @Test
    void aProcessThatNeverMigratesRefusesASchemaThatIsBehindAndSaysWhatToDo() {
        assertThatThrownBy(this::startWithoutMigrating)
                .rootCause()
                .hasMessageContaining("The schema lacks ")
                .hasMessageContaining("SCRM_MIGRATE=only");
        assertThat(tables()).doesNotContain("work");
    }

    @Test
    void aProcessThatNeverMigratesServesOnASchemaThatIsAhead() {
        Start.migrate(arguments(stores));
        jdbc.update("""
                INSERT INTO flyway_schema_history
                    (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)
                VALUES (1000, '999', 'of the next version', 'SQL', 'V999__next.sql', 1, 'test', 1, 1),
                    (1001, '0.99', 'of a library of it', 'SQL', 'V0_99__next.sql', 1, 'test', 1, 1)""");

        startWithoutMigrating();

        assertThat(jdbc.queryForObject("SELECT MAX(installed_rank) FROM flyway_schema_history", Integer.class))
                .isEqualTo(1001);
    }

    private void startWithoutMigrating() {
        new SpringApplicationBuilder(Serving.class)
                .web(WebApplicationType.NONE)
                .run(Stream.concat(Stream.of("--SCRM_MIGRATE=never"), Stream.of(arguments(stores)))
                        .toArray(String[]::new))
                .close();
    }

    private Iterable<String> tables() {
        return jdbc.queryForList(
                "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()", String.class);
    }

    private static String[] arguments(Map<String, String> settings) {
        return settings.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new);
    }

    @ImportAutoConfiguration({MigrationAutoConfiguration.class, FlywayAutoConfiguration.class})
    static final class Serving {}
}
