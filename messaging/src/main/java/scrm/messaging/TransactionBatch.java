package scrm.messaging;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Collects rows during a transaction, writes them together just before it commits, and tells how it ended: a poll of
 * events becomes a few statements instead of hundreds. Rows cannot be read before they are written. What writing adds
 * for other sinks is written after it, together as well. Spring keeps synchronizations per transaction, so a
 * transaction within a transaction has a batch of its own.
 */
public final class TransactionBatch implements TransactionSynchronization {
    /** One of each sink, in the order in which they were first used. */
    private final Map<Sink<?>, Rows<?>> sinks = new LinkedHashMap<>();

    private boolean written;

    private TransactionBatch() {}

    /** Where rows go. */
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

    /** All rows of a transaction for one sink. */
    private static final class Rows<T> {
        final Sink<T> sink;
        final List<T> all = new ArrayList<>();
        int written;

        Rows(Sink<T> sink) {
            this.sink = sink;
        }

        boolean isWritten() {
            return written == all.size();
        }

        void write() {
            if (!isWritten()) {
                List<T> fresh = List.copyOf(all.subList(written, all.size()));
                written = all.size();
                sink.write(fresh);
            }
        }
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
        TransactionBatch batch = running();
        batch.rows(sink).all.add(row);
        if (batch.written) { // by somebody who acts before commit too, but after us
            batch.writeAll();
        }
    }

    /** Writes what the running transaction has for the sink now, so that it can be read. */
    public static <T> void write(Sink<T> sink) {
        running().rows(sink).write();
    }

    private static TransactionBatch running() {
        for (TransactionSynchronization synchronization : TransactionSynchronizationManager.getSynchronizations()) {
            if (synchronization instanceof TransactionBatch batch) {
                return batch;
            }
        }
        TransactionBatch first = new TransactionBatch();
        TransactionSynchronizationManager.registerSynchronization(first);
        return first;
    }

    private <T> Rows<T> rows(Sink<T> sink) {
        @SuppressWarnings("unchecked") // a sink takes rows of one type
        Rows<T> own = (Rows<T>) sinks.computeIfAbsent(sink, _ -> new Rows<>(sink));
        return own;
    }

    private void writeAll() {
        while (!sinks.values().stream().allMatch(Rows::isWritten)) {
            List.copyOf(sinks.values()).forEach(Rows::write);
        }
    }

    @Override
    public void beforeCommit(boolean readOnly) {
        writeAll();
        written = true;
    }

    @Override
    public void afterCommit() {
        for (Rows<?> rows : sinks.values()) {
            if (!rows.isWritten()) {
                throw new IllegalStateException("rows were added too late, after the transaction began to commit");
            }
        }
        sinks.values().forEach(TransactionBatch::tellCommitted);
    }

    private static <T> void tellCommitted(Rows<T> rows) {
        rows.sink.committed(rows.all);
    }

    @Override
    public void afterCompletion(int status) {
        switch (status) {
            case STATUS_ROLLED_BACK -> sinks.values().forEach(TransactionBatch::tellRolledBack);
            case STATUS_UNKNOWN -> sinks.values().forEach(TransactionBatch::tellInDoubt);
            default -> {}
        }
    }

    private static <T> void tellRolledBack(Rows<T> rows) {
        rows.sink.rolledBack(rows.all);
    }

    private static <T> void tellInDoubt(Rows<T> rows) {
        rows.sink.inDoubt(rows.all);
    }
}
