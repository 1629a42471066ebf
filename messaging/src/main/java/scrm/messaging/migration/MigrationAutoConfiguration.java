package scrm.messaging.migration;

import org.flywaydb.core.Flyway;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** Lets {@link Migration} decide what Flyway does at a start. */
@AutoConfiguration(before = FlywayAutoConfiguration.class)
class MigrationAutoConfiguration {
    @Bean
    FlywayMigrationStrategy migrationStrategy(Environment environment) {
        return Migration.of(environment.getProperty(Migration.SETTING)) == Migration.NEVER
                ? MigrationAutoConfiguration::check
                : Flyway::migrate;
    }

    /** A schema that is ahead is well: each version must work on the schema of the next. */
    private static void check(Flyway flyway) {
        int missing = flyway.info().pending().length;
        if (missing > 0) {
            throw new IllegalStateException(
                    "The schema lacks %d migrations of this version: run it once with %s=only, then start again"
                            .formatted(missing, Migration.SETTING));
        }
        flyway.validate();
    }
}
