package scrm.messaging;

/**
 * Work for the outside, as rows: written in the transaction of the decision, claimed with a lease on database time,
 * done outside any transaction, settled in a second one under a fence. A crash becomes a lease that expires.
 */
public interface WorkQueue {
    /**
     * Writes the work in the running transaction; urgent work nudges its worker after commit.
     *
     * @return false if work of this kind, corp and key was there already and this request changed nothing
     * @throws IllegalStateException if no transaction is active
     */
    boolean submit(WorkRequest request);
}
