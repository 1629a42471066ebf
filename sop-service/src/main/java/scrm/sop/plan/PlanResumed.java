package scrm.sop.plan;

import scrm.events.CorpId;

/** A plan goes on; published inside this process, in the transaction of the decision. */
public record PlanResumed(CorpId corpId, PlanId planId) {}
