package scrm.localstack.faults;

/** One row: a fault, done to real processes, and what must hold afterwards. */
public interface FaultRow {
    /** As in the table of promises: {@code F1}. */
    String id();

    /** The fault in a few words. */
    String title();

    /** Does it, waits until the system has recovered, and counts. The stack is whole again when it returns. */
    Result run(FaultContext context);

    /**
     * What came of a row.
     *
     * @param figure what was counted
     * @param expected what was promised
     * @param holds whether the figure keeps the promise
     */
    record Result(String figure, String expected, boolean holds) {}
}
