package scrm.messaging;

import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;

/** Tells failures that pass by themselves from those that stay, and how long to wait for the former. */
public final class Failures {
    /** Full disk or table, row changed, too many connections (of all, of the user), shutdown. */
    private static final Set<Integer> TRANSIENT_ERRORS = Set.of(
            1020,
            1021,
            1040,
            1053,
            1114,
            1203,
            1226,
            // network errors of the server
            1158,
            1159,
            1160,
            1161,
            // lock wait, deadlock, interrupted, timed out
            1205,
            1213,
            1317,
            3024,
            // read only: the server, the transaction, after a failover
            1290,
            1792,
            1836);

    private Failures() {}

    /** Whether the same attempt may succeed later, for it failed by the state of a store and not by what it was. */
    public static boolean isTransient(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            boolean passes = switch (cause) {
                case TransientDataAccessException _,
                        RecoverableDataAccessException _,
                        DataAccessResourceFailureException _,
                        CannotCreateTransactionException _,
                        SQLTransientException _,
                        SQLRecoverableException _,
                        RetriableException _ -> true;
                case SQLException sql ->
                    TRANSIENT_ERRORS.contains(sql.getErrorCode())
                            || (sql.getSQLState() != null
                                    && (sql.getSQLState().startsWith("08")
                                            || sql.getSQLState().startsWith("40")));
                default -> false;
            };
            if (passes) {
                return true;
            }
        }
        return false;
    }

    /** What a log may say of it: types and error codes, no message, for messages quote values. */
    public static String describe(@Nullable Throwable failure) {
        StringBuilder text = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            text.append(text.isEmpty() ? "" : " <- ").append(cause.getClass().getSimpleName());
            if (cause instanceof SQLException sql) {
                text.append(' ').append(sql.getErrorCode()).append('/').append(sql.getSQLState());
            }
            if (cause.getCause() == null && cause.getStackTrace().length > 0) {
                text.append(" at ").append(cause.getStackTrace()[0]);
            }
        }
        return text.toString();
    }

    /** The wait after the given number of failures in a row: doubling, between half of it and the whole, by chance. */
    static Duration backoff(int failures, Duration first, Duration longest) {
        long nanos = first.toNanos() << Math.min(30, Math.max(0, failures - 1));
        long bounded = nanos <= 0 ? longest.toNanos() : Math.min(nanos, longest.toNanos());
        return Duration.ofNanos(ThreadLocalRandom.current().nextLong(bounded / 2, bounded + 1));
    }

    /**
     * Waits.
     *
     * @throws IllegalStateException if interrupted, for then the process wants to stop
     */
    static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while it waited to try again", e);
        }
    }
}
