package scrm.sop.tally;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;

import scrm.events.CorpId;
import scrm.sop.plan.PlanId;

/** What contacts may do something after. */
sealed interface Followable {
    /** What it is. */
    enum Kind {
        STEP,
        ENROLMENT
    }

    Kind kind();

    long id();

    CorpId corpId();

    /** From when on what happens counts as having followed it. */
    Instant since();

    /** Where it is counted itself. */
    Cell cell();

    /** A step that was brought to a contact. */
    record Brought(Standing.Step step, Standing standing) implements Followable {
        @Override
        public Kind kind() {
            return Kind.STEP;
        }

        @Override
        public long id() {
            return step.id();
        }

        @Override
        public CorpId corpId() {
            return step.corpId();
        }

        @Override
        public Instant since() {
            return Objects.requireNonNull(standing.broughtAt());
        }

        @Override
        public Cell cell() {
            return standing.cell(step);
        }
    }

    /**
     * An enrolment.
     *
     * @param heldOut whether it gets nothing, for comparison
     * @param holdOut how many percent did then
     * @param since when that happened which enrolled
     * @param day that of this, when it was counted
     */
    record Enrolled(long id, CorpId corpId, PlanId planId, boolean heldOut, int holdOut, Instant since, LocalDate day)
            implements Followable {
        @Override
        public Kind kind() {
            return Kind.ENROLMENT;
        }

        @Override
        public Cell cell() {
            String variant = heldOut ? Cell.HELD_OUT : "";
            return new Cell(
                    corpId,
                    planId,
                    day,
                    Cell.OF_ENROLMENTS,
                    "",
                    variant,
                    holdOut,
                    "",
                    Cell.ENROLLED,
                    "",
                    false,
                    false,
                    day,
                    0);
        }
    }
}
