package scrm.messaging;

import java.util.function.Supplier;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * What a {@link WorkHandler} reads before it calls anybody. A database that fails there says nothing of the call, which
 * was not made: work that may not be repeated is tried again all the same.
 */
public final class BeforeCall {
    private BeforeCall() {}

    /** Nothing was called yet. */
    public static final class NotCalledException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotCalledException(RuntimeException cause) {
            super("nothing was called: " + Failures.describe(cause), cause);
        }
    }

    /**
     * Reads.
     *
     * @throws NotCalledException if the database fails; the handler lets it pass
     */
    public static <T> T read(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (DataAccessException | TransactionException e) {
            throw new NotCalledException(e);
        }
    }
}
