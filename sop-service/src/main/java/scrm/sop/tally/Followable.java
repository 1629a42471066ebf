package scrm.sop.tally;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
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
    Cell cell(ZoneId zone);

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
        public Cell cell(ZoneId zone) {
            return standing.cell(step, zone);
        }
    }

    /**
     * An enrolment.
     *
     * @param heldOut whether it gets nothing, for comparison
     * @param since when that happened which enrolled
     */
    record Enrolled(long id, CorpId corpId, PlanId planId, boolean heldOut, Instant since) implements Followable {
        @Override
        public Kind kind() {
            return Kind.ENROLMENT;
        }

        @Override
        public Cell cell(ZoneId zone) {
            LocalDate day = LocalDate.ofInstant(since, zone);
            String variant = heldOut ? Cell.HELD_OUT : "";
            return new Cell(
                    corpId, planId, day, Cell.OF_ENROLMENTS, "", variant, "", Cell.ENROLLED, "", false, false, day, 0);
        }
    }
}
