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
 * @param settledAt when it ended
 */
record Standing(
        String state,
        @Nullable String reason,
        String variant,
        String userId,
        Instant dueAt,
        @Nullable Instant settledAt,
        boolean dispatched,
        boolean late) {
    /** When it was brought to somebody; null: it was not. */
    @Nullable
    Instant broughtAt() {
        return state.equals("SENT") || state.equals("DONE") ? settledAt : null;
    }

    Cell cell(Step step, ZoneId zone) {
        Instant brought = broughtAt();
        return new Cell(
                step.corpId(),
                step.planId(),
                LocalDate.ofInstant(dueAt, zone),
                step.version(),
                step.key(),
                variant,
                userId,
                state,
                Objects.requireNonNullElse(reason, ""),
                dispatched,
                late,
                brought == null ? Cell.NEVER : LocalDate.ofInstant(brought, zone),
                0);
    }

    /** What about a step does not change. */
    record Step(long id, CorpId corpId, PlanId planId, int version, String key) {}
}
