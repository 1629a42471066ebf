package scrm.rest.problem;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionTimedOutException;

import scrm.rest.Problem;
import scrm.rest.ProblemCode;
import scrm.rest.ProblemMapper;

/**
 * MySQL away, full, read-only or in a tangle is 503 with {@code Retry-After}: the request was fine and did nothing.
 *
 * <p>Source: MySQL server error reference (1021, 1040, 1053, 1114, 1129, 1158-1161, 1203, 1205, 1213, 1226, 1290, 1792,
 * 1836).
 */
final class StoreProblems implements ProblemMapper {
    private static final Set<Integer> AWAY =
            Set.of(1021, 1040, 1053, 1114, 1129, 1158, 1159, 1160, 1161, 1203, 1226, 1290, 1792, 1836);
    private static final Set<Integer> TANGLED = Set.of(1205, 1213);

    @Override
    public @Nullable Problem map(Throwable thrown) {
        return switch (thrown) {
            case SQLTransientConnectionException e -> away();
            case SQLNonTransientConnectionException e -> away();
            case SQLException e when AWAY.contains(e.getErrorCode()) || connectionLost(e) -> away();
            case SQLException e when TANGLED.contains(e.getErrorCode()) -> tangled();
            case DuplicateKeyException e -> Problem.of(ProblemCode.CONFLICT).withReason("duplicate");
            case PessimisticLockingFailureException e -> tangled();
            case QueryTimeoutException e -> away();
            case TransactionTimedOutException e -> away();
            case CannotGetJdbcConnectionException e -> away();
            case CannotCreateTransactionException e -> away();
            case DataAccessResourceFailureException e -> away();
            default -> null;
        };
    }

    private static boolean connectionLost(SQLException e) {
        return e.getSQLState() != null && e.getSQLState().startsWith("08");
    }

    private static Problem away() {
        return Problem.of(ProblemCode.UNAVAILABLE).withRetryAfter(Problems.OUTAGE);
    }

    private static Problem tangled() {
        return Problem.of(ProblemCode.UNAVAILABLE).withRetryAfter(Duration.ofSeconds(1));
    }
}
