package scrm.sop.result;

import java.time.LocalDate;

import scrm.events.CorpId;
import scrm.sop.plan.PlanId;

/**
 * What is asked about a plan: of the steps that were due on some days. Days are in the corp's time zone.
 *
 * @param by what its steps are put together by
 * @param from first day
 * @param until last day
 * @param windowDays for how long after a step what a contact does counts for it
 * @param today when it is asked
 */
record Question(CorpId corpId, PlanId planId, By by, LocalDate from, LocalDate until, int windowDays, LocalDate today) {
    /** What steps are put together by. */
    enum By {
        VERSION,
        STEP,
        EMPLOYEE,
        /** What steps said, where they may say one of several things. */
        VARIANT
    }

    /** Until that day a step must have been brought to somebody for so many whole days to have passed. */
    LocalDate over(int days) {
        return today.minusDays(days + 1L);
    }
}
