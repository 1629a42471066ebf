package scrm.messaging;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Collects rows during a transaction and writes them together just before it commits. Spring keeps synchronizations per
 * transaction, so a transaction within a transaction has a batch of its own.
 */
final class TransactionBatch<T> implements TransactionSynchronization {
    private final Object owner;
    private final Consumer<List<T>> write;
    private final Consumer<List<T>> committed;
    private final List<T> rows = new ArrayList<>();
    private boolean written;

    private TransactionBatch(Object owner, Consumer<List<T>> write, Consumer<List<T>> committed) {
        this.owner = owner;
        this.write = write;
        this.committed = committed;
    }

    /**
     * Adds a row to the running transaction's batch.
     *
     * @param owner whose batch: it has one per transaction
     * @param write writes the rows, in the transaction
     * @param committed is told of them once it has committed
     * @throws IllegalStateException if no transaction is active
     */
    static <T> void add(Object owner, T row, Consumer<List<T>> write, Consumer<List<T>> committed) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("this belongs to the transaction of its decision, and none is active");
        }
        for (TransactionSynchronization synchronization : TransactionSynchronizationManager.getSynchronizations()) {
            if (synchronization instanceof TransactionBatch<?> batch && batch.owner.equals(owner)) {
                @SuppressWarnings("unchecked") // an owner adds rows of one type
                TransactionBatch<T> own = (TransactionBatch<T>) batch;
                own.add(row);
                return;
            }
        }
        TransactionBatch<T> batch = new TransactionBatch<>(owner, write, committed);
        TransactionSynchronizationManager.registerSynchronization(batch);
        batch.add(row);
    }

    private void add(T row) {
        if (written) { // by somebody who acts before commit too, but after us
            write.accept(List.of(row));
        }
        rows.add(row);
    }

    @Override
    public void beforeCommit(boolean readOnly) {
        written = true;
        write.accept(rows);
    }

    @Override
    public void afterCommit() {
        if (!written) {
            throw new IllegalStateException("rows were added too late, after the transaction began to commit");
        }
        committed.accept(rows);
    }
}
