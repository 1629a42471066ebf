package scrm.messaging;

/**
 * Work for the outside, as rows: written in the transaction of the decision, claimed with a lease on database time,
 * done outside any transaction, settled in a second one under a fence. A crash becomes a lease that expires.
 */
public interface WorkQueue {
    /**
     * Writes the work in the running transaction, just before it commits; work that is due starts at once after that.
     *
     * @throws IllegalStateException if no transaction is active
     */
    void submit(WorkRequest request);
}
