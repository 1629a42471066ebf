package scrm.sop.plan;

import java.util.OptionalLong;

import scrm.events.CorpId;
import scrm.sop.definition.PlanDefinition;

/** Whom plans would take, as far as that is known beforehand. */
public interface Reach {
    /** How many a time would enrol now; empty for triggers that wait for something to happen. */
    OptionalLong count(CorpId corpId, PlanDefinition definition);
}
