package scrm.sop.due;

import java.time.Instant;
import java.util.Optional;

import scrm.sop.enrolment.EnrolmentId;

/** Steps that could not be carried out. */
public interface BrokenSteps {
    /** A step that nobody has done since, locked; as much of it as can be read of any. */
    Optional<Broken> waiting(DueStepId id);

    /** All of it; empty if it cannot be read. */
    Optional<DueStep> read(DueStepId id);

    /**
     * Takes down one more try.
     *
     * @param failure what it failed by, without values
     * @param nextTryAt when it is due again
     */
    void failed(DueStepId id, String failure, Instant nextTryAt);

    /** @param tries that failed before */
    record Broken(DueStepId id, EnrolmentId enrolmentId, int tries) {}
}
