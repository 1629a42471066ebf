package scrm.sop.due;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Steps whose time came and that wait for another one, because their receivers may not get them yet. */
interface PutOffSteps {
    /** When those of them that were put off before were due at first. */
    Map<DueStepId, Instant> wantedAt(Collection<DueStepId> ids);

    /** They are due then instead. */
    void putOff(List<PutOff> steps);

    /** @param reason what they wait for */
    record PutOff(DueStepId id, Instant until, String reason) {}
}
