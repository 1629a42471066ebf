package scrm.sop.rhythm;

import java.time.Instant;

import scrm.events.CorpId;
import scrm.sop.plan.PlanId;

/**
 * A time at which a plan was to enrol.
 *
 * @param id its id
 * @param planVersion the version that it enrols in
 * @param at that time
 * @param state what became of it
 * @param missed whether it was seen later than the plan tolerates
 */
record Fire(long id, CorpId corpId, PlanId planId, int planVersion, Instant at, State state, boolean missed) {
    /** What became of it. */
    enum State {
        /** It enrols. */
        RUN,
        /** It was missed, and left out. */
        SKIPPED,
        /** It was missed, and so was a later one, which enrols in its stead. */
        SUPERSEDED,
        /** It was missed, and somebody is asked. */
        ASKED
    }
}
