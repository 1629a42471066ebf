package scrm.messaging;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Instants as {@code DATETIME(6)} columns hold them: UTC, microseconds. They travel as local date-times, which no
 * driver shifts by a time zone; digits below a microsecond are cut here, for MySQL rounds them and MariaDB cuts them.
 */
public final class JdbcTime {
    private JdbcTime() {}

    /** A statement's parameter. */
    public static LocalDateTime of(Instant instant) {
        return LocalDateTime.ofInstant(instant.truncatedTo(ChronoUnit.MICROS), ZoneOffset.UTC);
    }

    /** A statement's parameter that may be absent. */
    public static @Nullable LocalDateTime ofNullable(@Nullable Instant instant) {
        return instant == null ? null : of(instant);
    }

    /** A column that is never null. */
    public static Instant get(ResultSet row, String column) throws SQLException {
        return row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
    }

    /** A column that may be null. */
    public static @Nullable Instant getNullable(ResultSet row, String column) throws SQLException {
        LocalDateTime value = row.getObject(column, LocalDateTime.class);
        return value == null ? null : value.toInstant(ZoneOffset.UTC);
    }
}
