package scrm.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.transaction.CannotCreateTransactionException;

class FailuresTest {
    @ParameterizedTest
    @CsvSource({
        "1213, 40001, deadlock",
        "1205, HY000, lock wait",
        "1040, 08004, too many connections",
        "1290, HY000, read only server",
        "1792, 25006, read only transaction",
        "1836, HY000, read only mode",
        "1021, HY000, disk full",
        "0,    08S01, connection lost"
    })
    void whatAStoreIsJustUnableToDoMayPass(int error, String state, String what) {
        var failure = new UncategorizedSQLException(what, "UPDATE", new SQLException(what, state, error));
        assertThat(Failures.isTransient(new RuntimeException(failure))).isTrue();
    }

    @Test
    void noConnectionMayPass() {
        assertThat(Failures.isTransient(new CannotCreateTransactionException("pool is empty")))
                .isTrue();
    }

    @Test
    void whatIsWrongInItselfStays() {
        assertThat(Failures.isTransient(new DuplicateKeyException(
                        "duplicate", new SQLIntegrityConstraintViolationException("duplicate", "23000", 1062))))
                .isFalse();
        assertThat(Failures.isTransient(new IllegalStateException("bug"))).isFalse();
    }

    @Test
    void aDescriptionQuotesNoMessage() {
        var failure = new IllegalStateException(
                "for 13800138000", new SQLException("Duplicate entry '13800138000'", "23000", 1062));
        assertThat(Failures.describe(failure))
                .startsWith("IllegalStateException <- SQLException 1062/23000 at ")
                .doesNotContain("13800138000");
    }

    @Test
    void waitsDoubleAndAreBounded() {
        Duration first = Duration.ofSeconds(1);
        Duration longest = Duration.ofMinutes(5);
        for (int failures : new int[] {1, 2, 5, 9, 40, 1_000_000}) {
            long whole = failures <= 9 ? 1L << (failures - 1) : 300;
            assertThat(Failures.backoff(failures, first, longest))
                    .isBetween(Duration.ofMillis(whole * 500), Duration.ofSeconds(whole));
        }
    }
}
