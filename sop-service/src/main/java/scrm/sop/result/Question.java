package scrm.sop.result;

import java.time.Duration;
import java.time.Instant;

import scrm.events.CorpId;
import scrm.sop.plan.PlanId;

/**
 * What is asked about a plan: of the steps that were due in some time.
 *
 * @param by what its steps are put together by
 * @param from included
 * @param until excluded
 * @param window for how long after a step what a contact does counts for it
 * @param now when it is asked
 */
record Question(CorpId corpId, PlanId planId, By by, Instant from, Instant until, Duration window, Instant now) {
    /** What steps are put together by. */
    enum By {
        VERSION,
        STEP,
        EMPLOYEE
    }
}
