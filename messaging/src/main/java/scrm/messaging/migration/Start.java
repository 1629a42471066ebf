package scrm.messaging.migration;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;

/**
 * How the processes of ours begin. With {@code SCRM_MIGRATE=only} one migrates its database and ends: it needs neither
 * Kafka nor Redis nor an issuer for that, and its exit code tells whether all went well.
 */
public final class Start {
    private Start() {}

    /** Runs a service, or its migrations alone. */
    public static void of(Class<?> service, String... args) {
        if (Migration.of(System.getenv(Migration.SETTING)) == Migration.ONLY) {
            migrate(args);
        } else {
            SpringApplication.run(service, args);
        }
    }

    static void migrate(String... args) {
        new SpringApplicationBuilder(Migrations.class)
                .web(WebApplicationType.NONE)
                .properties("spring.main.keep-alive=false")
                .run(args)
                .close();
    }

    /** Flyway with the settings of the service, on the connection of its own that these give it. */
    @ImportAutoConfiguration(FlywayAutoConfiguration.class)
    private static final class Migrations {}
}
