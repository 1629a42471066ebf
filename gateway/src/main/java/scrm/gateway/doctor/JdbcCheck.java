package scrm.gateway.doctor;

import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** MySQL as a connection of ours finds it. */
final class JdbcCheck implements Check {
    private final JdbcClient client;
    private final Clock clock;

    private record Seen(
            String mode, String charset, String connection, String isolation, LocalDateTime utc, LocalDateTime local) {}

    JdbcCheck(JdbcClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "mysql";
    }

    @Override
    public List<Finding> look() {
        Seen seen = client.sql("""
                        SELECT @@SESSION.sql_mode, schemata.default_character_set_name, @@SESSION.character_set_connection,
                            @@SESSION.transaction_isolation, UTC_TIMESTAMP(6), NOW(6)
                        FROM information_schema.schemata WHERE schema_name = DATABASE()""")
                .query((row, _) -> new Seen(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getObject(5, LocalDateTime.class),
                        row.getObject(6, LocalDateTime.class)))
                .single();
        return List.of(
                Finding.that(seen.mode().contains("STRICT_"), "mysql-mode", "sql_mode " + seen.mode()),
                Finding.that(
                        seen.charset().equals("utf8mb4") && seen.connection().equals("utf8mb4"),
                        "mysql-charset",
                        "database " + seen.charset() + ", connection " + seen.connection()),
                Finding.that(seen.isolation().equals("READ-COMMITTED"), "mysql-isolation", seen.isolation()),
                Finding.that(
                        !seen.local().isAfter(seen.utc().plusMinutes(1))
                                && !seen.local().isBefore(seen.utc().minusMinutes(1)),
                        "mysql-timezone",
                        "NOW() is " + seen.local()),
                ClockCheck.compare("clock-mysql", clock.instant(), seen.utc().toInstant(ZoneOffset.UTC)));
    }
}
