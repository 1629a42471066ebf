package scrm.sop.due;

import java.util.Set;

import scrm.events.CorpId;
import scrm.sop.due.DueSteps.LateAnswer;
import scrm.sop.plan.PlanId;

/** Steps that were missed or failed. */
interface MissedSteps {
    /** What becomes of a plan's steps that somebody was asked about. */
    int answer(CorpId corpId, PlanId planId, LateAnswer answer);

    /**
     * A plan's steps that failed for these reasons are due again, as far as their enrolments have not been ended by
     * anything else; enrolments that were completed go on.
     */
    int replay(CorpId corpId, PlanId planId, Set<String> reasons);

    /** The same for one step; false if it did not fail so. */
    boolean replay(CorpId corpId, DueStepId id, Set<String> reasons);
}
