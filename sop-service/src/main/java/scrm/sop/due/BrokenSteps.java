package scrm.sop.due;

import java.time.Instant;
import java.util.Optional;

/** Steps that could not be carried out. */
public interface BrokenSteps {
    /** A step that nobody has done since, locked. */
    Optional<Broken> waiting(DueStepId id);

    /**
     * Takes down one more try.
     *
     * @param failure what it failed by, without values
     * @param nextTryAt when it is due again
     */
    void failed(DueStepId id, String failure, Instant nextTryAt);

    /** @param tries that failed before */
    record Broken(DueStep step, int tries) {}
}
