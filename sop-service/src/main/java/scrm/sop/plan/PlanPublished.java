package scrm.sop.plan;

import scrm.events.CorpId;

/**
 * A plan has a new version and takes whom that takes; published inside this process, in the transaction of the
 * decision.
 *
 * @param running what becomes of those who are in earlier versions
 */
public record PlanPublished(CorpId corpId, PublishedPlan plan, Running running) {
    /** What becomes of enrolments in earlier versions. */
    public enum Running {
        /** They go on with the version that they began with. */
        FINISH,
        /** They go over to the new version: steps that are done stay done, the others follow the new one. */
        MOVE,
        /** They end. */
        STOP
    }
}
