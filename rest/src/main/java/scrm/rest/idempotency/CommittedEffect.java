package scrm.rest.idempotency;

import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;

import scrm.rest.Problem;
import scrm.rest.ProblemCode;
import scrm.rest.Refusal;

/**
 * Notes in every writing transaction of a keyed request, just before it commits, that the key has taken effect: the
 * note and the effect are there both or not at all, whatever dies when. A request that was so slow that its key was
 * given to another one finds that out here and is rolled back.
 */
final class CommittedEffect implements TransactionExecutionListener {
    private final IdempotencyKeys keys;

    CommittedEffect(IdempotencyKeys keys) {
        this.keys = keys;
    }

    @Override
    public void beforeCommit(TransactionExecution transaction) {
        if (Attempt.CURRENT.isBound() && !transaction.isReadOnly() && !keys.commit(Attempt.CURRENT.get())) {
            throw new Refusal(Problem.of(ProblemCode.IDEMPOTENCY_IN_PROGRESS));
        }
    }
}
