package scrm.sop.due;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import scrm.events.CorpId;
import scrm.sop.plan.PlanId;

/** Steps whose time came and that wait: for another time, for their plan, or for somebody. */
public interface PutOffSteps {
    /** When those of them that were put off before were due at first. */
    Map<DueStepId, Instant> wantedAt(Collection<DueStepId> ids);

    /** They are due then instead. */
    void putOff(List<PutOff> steps);

    /** They wait for their plan to go on, or for somebody to say what becomes of them. */
    void hold(Collection<DueStepId> ids, DueStep.State state);

    /** A plan's steps that waited for it are due again. */
    int release(CorpId corpId, PlanId planId);

    /** @param reason what they wait for */
    record PutOff(DueStepId id, Instant until, String reason) {}
}
