package scrm.sop.plan;

import scrm.events.CorpId;

/** A plan rests; published inside this process, in the transaction of the decision. */
public record PlanPaused(CorpId corpId, PlanId planId) {}
