package scrm.sop.tally;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

import scrm.events.CorpId;
import scrm.sop.plan.PlanId;

/**
 * How far a step has come, as the sums see it.
 *
 * @param state as a due step's
 * @param variant that was drawn; empty: none
 * @param broughtAt when it was brought to somebody; null: it was not
 * @param days where it stands by that and by when it was due
 */
record Standing(
        String state,
        @Nullable String reason,
        String variant,
        String userId,
        @Nullable Instant broughtAt,
        Days days,
        boolean dispatched,
        boolean late) {
    /** When a step that has come so far was brought to somebody. */
    static @Nullable Instant broughtAt(String state, @Nullable Instant settledAt) {
        return state.equals("SENT") || state.equals("DONE") ? settledAt : null;
    }

    Cell cell(Step step) {
        return new Cell(
                step.corpId(),
                step.planId(),
                days.day(),
                step.version(),
                step.key(),
                variant,
                0,
                userId,
                state,
                Objects.requireNonNullElse(reason, ""),
                dispatched,
                late,
                days.since(),
                0);
    }

    /** What about a step does not change. */
    record Step(long id, CorpId corpId, PlanId planId, int version, String key) {}

    /**
     * Days of a step, which stay what they were when it was counted, whatever becomes of the corp's time zone.
     *
     * @param day on which it was due
     * @param since on which it was brought to somebody, or {@link Cell#NEVER}
     */
    record Days(LocalDate day, LocalDate since) {
        static Days in(ZoneId zone, Instant dueAt, @Nullable Instant broughtAt) {
            return new Days(
                    LocalDate.ofInstant(dueAt, zone),
                    broughtAt == null ? Cell.NEVER : LocalDate.ofInstant(broughtAt, zone));
        }
    }
}
