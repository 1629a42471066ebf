package scrm.sop.result;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

import scrm.events.CorpId;
import scrm.sop.plan.PlanId;

/** Steps as results count them. Lines are known by what they are put together by: a version, a step key, a userid. */
interface Results {
    boolean isPlan(CorpId corpId, PlanId planId);

    /** How far the steps of each line came. */
    List<Counted> counted(Question question);

    /** After how many steps that were brought to a contact it did something, by line. */
    Map<String, Long> reacted(Question question, Reactions.Kind kind);

    /**
     * Steps of a line that are alike.
     *
     * @param state as a due step's
     * @param reason why it was skipped or failed
     * @param dispatched whether it was handed over
     * @param steps how many there are
     * @param late how many of them went out late
     * @param judged of those that were brought to a contact, how many are old enough for their window to be over
     * @param judgedAfterDay the same for a day
     */
    record Counted(
            String line,
            String state,
            @Nullable String reason,
            boolean dispatched,
            long steps,
            long late,
            long judged,
            long judgedAfterDay) {}
}
