package scrm.messaging;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Collects rows during a transaction, writes them together just before it commits, and tells how it ended: a poll of
 * events becomes one statement instead of hundreds. Rows cannot be read before they are written. Spring keeps
 * synchronizations per transaction, so a transaction within a transaction has a batch of its own.
 */
public final class TransactionBatch<T> implements TransactionSynchronization {
    private final Sink<T> sink;
    private final List<T> rows = new ArrayList<>();
    private int written;
    private boolean completing;

    private TransactionBatch(Sink<T> sink) {
        this.sink = sink;
    }

    /** Where rows go; a transaction has one batch for each. */
    public interface Sink<T> {
        /** Writes the rows, in the transaction. */
        void write(List<T> rows);

        /** They are durable. */
        default void committed(List<T> rows) {}

        /** They are gone. */
        default void rolledBack(List<T> rows) {}

        /** The connection was lost while they were committed: they are durable or gone. */
        default void inDoubt(List<T> rows) {}
    }

    /**
     * Adds a row to the running transaction's batch.
     *
     * @throws IllegalStateException if no transaction is active
     */
    public static <T> void add(Sink<T> sink, T row) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("this belongs to the transaction of its decision, and none is active");
        }
        TransactionBatch<T> batch = running(sink).orElseGet(() -> {
            TransactionBatch<T> first = new TransactionBatch<>(sink);
            TransactionSynchronizationManager.registerSynchronization(first);
            return first;
        });
        batch.add(row);
    }

    /** Writes what the running transaction has for the sink now, so that it can be read. */
    public static <T> void write(Sink<T> sink) {
        running(sink).ifPresent(TransactionBatch::write);
    }

    private static <T> Optional<TransactionBatch<T>> running(Sink<T> sink) {
        for (TransactionSynchronization synchronization : TransactionSynchronizationManager.getSynchronizations()) {
            if (synchronization instanceof TransactionBatch<?> batch && batch.sink.equals(sink)) {
                @SuppressWarnings("unchecked") // a sink takes rows of one type
                TransactionBatch<T> own = (TransactionBatch<T>) batch;
                return Optional.of(own);
            }
        }
        return Optional.empty();
    }

    private void add(T row) {
        rows.add(row);
        if (completing) { // by somebody who acts before commit too, but after us
            write();
        }
    }

    private void write() {
        if (written < rows.size()) {
            List<T> fresh = List.copyOf(rows.subList(written, rows.size()));
            written = rows.size();
            sink.write(fresh);
        }
    }

    @Override
    public void beforeCommit(boolean readOnly) {
        completing = true;
        write();
    }

    @Override
    public void afterCommit() {
        if (written < rows.size()) {
            throw new IllegalStateException("rows were added too late, after the transaction began to commit");
        }
        sink.committed(rows);
    }

    @Override
    public void afterCompletion(int status) {
        switch (status) {
            case STATUS_ROLLED_BACK -> sink.rolledBack(rows);
            case STATUS_UNKNOWN -> sink.inDoubt(rows);
            default -> {}
        }
    }
}
