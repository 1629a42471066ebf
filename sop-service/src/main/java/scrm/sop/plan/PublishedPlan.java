package scrm.sop.plan;

/**
 * A version of a plan, which never changes.
 *
 * @param planId the plan
 * @param version 1 for the first
 * @param definition what it says to whom
 */
public record PublishedPlan(PlanId planId, int version, PlanDefinition definition) {}
