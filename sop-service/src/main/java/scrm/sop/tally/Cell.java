package scrm.sop.tally;

import java.time.LocalDate;

import scrm.events.CorpId;
import scrm.sop.plan.PlanId;

/**
 * Where something is counted: all that is alike is one row of the sums.
 *
 * @param day on which it was due or enrolled, in the time zone that the corp had when it was counted
 * @param version of the plan; {@link #OF_ENROLMENTS}: enrolments are counted, not steps
 * @param key the step's; empty: enrolments
 * @param variant of enrolments {@link #HELD_OUT} or empty; of steps the variant that was drawn, or empty
 * @param holdOut of enrolments the percent that was held out then; of steps 0
 * @param userId in whose name is spoken; of enrolments empty
 * @param outcome a step's state, {@link #ENROLLED}, or the kind of what followed
 * @param reason why it was skipped or failed; empty: none
 * @param dispatched whether it was handed over
 * @param late whether that was late
 * @param since when it was brought to somebody; {@link #NEVER}: it has not been
 * @param lag whole days from then until what followed
 */
record Cell(
        CorpId corpId,
        PlanId planId,
        LocalDate day,
        int version,
        String key,
        String variant,
        int holdOut,
        String userId,
        String outcome,
        String reason,
        boolean dispatched,
        boolean late,
        LocalDate since,
        int lag) {
    static final int OF_ENROLMENTS = 0;
    static final String ENROLLED = "ENROLLED";
    static final String HELD_OUT = "HELD_OUT";

    /** After every day, so that nothing counts as having followed it. */
    static final LocalDate NEVER = LocalDate.of(9999, 12, 31);

    /** Where that is counted which followed this. */
    Cell followedBy(Reactions.Kind kind, int days) {
        return new Cell(
                corpId,
                planId,
                day,
                version,
                key,
                variant,
                holdOut,
                userId,
                kind.name(),
                "",
                false,
                false,
                since,
                days);
    }
}
