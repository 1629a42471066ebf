package scrm.sop.plan;

import java.util.List;

import scrm.sop.groupmessage.MessageContent;

/**
 * Whom a plan takes and what it says when.
 *
 * @param trigger whom it takes
 * @param steps in the order in which people wrote them
 */
public record PlanDefinition(Trigger trigger, List<Step> steps) {
    /** Most steps of a plan. */
    static final int MAX_STEPS = 50;

    public PlanDefinition {
        steps = List.copyOf(steps);
    }

    /**
     * One thing to say.
     *
     * @param when when it comes due
     * @param content what is said
     */
    public record Step(When when, MessageContent content) {}
}
