package scrm.sop.plan;

import scrm.sop.definition.Happening;
import scrm.sop.definition.PlanDefinition;
import scrm.sop.definition.Target;
import scrm.sop.definition.Trigger;
import scrm.sop.groupmessage.Lot;

/**
 * A version of a plan, which never changes.
 *
 * @param planId the plan
 * @param version 1 for the first
 * @param definition what it says to whom
 */
public record PublishedPlan(PlanId planId, int version, PlanDefinition definition) {
    /** Whether it leaves somebody out, by chance, for comparison; the same in every version of equal share. */
    public boolean holdsOut(Target target) {
        return target.kind() == Target.Kind.CONTACT
                && Lot.isWithin(definition.holdOut(), "plan " + planId, target.id());
    }

    /** Whether it takes one of these to whom this happens. A charter names plans, whatever triggers them. */
    public boolean takes(Target.Kind audience, Happening happening) {
        if (definition.audience() != audience) {
            return false;
        }
        if (happening instanceof Happening.Chartered chartered
                && chartered.planIds().contains(planId.toString())) {
            return true;
        }
        return definition.trigger() instanceof Trigger.Event event && event.takes(happening);
    }
}
