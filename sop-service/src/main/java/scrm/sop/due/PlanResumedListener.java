package scrm.sop.due;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

import scrm.sop.plan.PlanResumed;

/** Has steps that waited for their plan go on, in the transaction in which the plan does. */
@Component
class PlanResumedListener {
    private final PutOffSteps steps;

    PlanResumedListener(PutOffSteps steps) {
        this.steps = steps;
    }

    @EventListener
    void on(PlanResumed event) {
        steps.release(event.corpId(), event.planId());
    }
}
