package scrm.rest.audit;

import org.jspecify.annotations.Nullable;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;

/**
 * Writes the entry in the first writing transaction of a request, just before it commits: the entry and the effect are
 * there both or not at all.
 */
final class AuditedEffect implements TransactionExecutionListener {
    private final JdbcAudit audit;

    AuditedEffect(JdbcAudit audit) {
        this.audit = audit;
    }

    @Override
    public void beforeCommit(TransactionExecution transaction) {
        if (AuditedWrite.CURRENT.isBound() && !transaction.isReadOnly()) {
            AuditedWrite write = AuditedWrite.CURRENT.get();
            if (write.isOwed()) {
                write.written(audit.append(write));
            }
        }
    }

    @Override
    public void afterCommit(TransactionExecution transaction, @Nullable Throwable failure) {
        if (failure == null && AuditedWrite.CURRENT.isBound() && !transaction.isReadOnly()) {
            AuditedWrite.CURRENT.get().committed();
        }
    }
}
