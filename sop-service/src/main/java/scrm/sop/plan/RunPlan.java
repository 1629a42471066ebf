package scrm.sop.plan;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.CorpId;
import scrm.rest.Conflict;
import scrm.rest.FieldProblem;
import scrm.rest.InvalidRequest;
import scrm.rest.NotFound;
import scrm.rest.PreconditionFailed;
import scrm.sop.content.KeepContent;
import scrm.sop.content.MaterialWording;
import scrm.sop.definition.Action;
import scrm.sop.definition.PlanDefinition;
import scrm.sop.definition.PlanLoop;

/** Publishes plans and has them rest and go on. */
@Service
class RunPlan {
    private final Plans plans;
    private final RunningPlans runningPlans;
    private final KeepContent keepContent;
    private final ApplicationEventPublisher publisher;
    private final Clock clock;

    RunPlan(
            Plans plans,
            RunningPlans runningPlans,
            KeepContent keepContent,
            ApplicationEventPublisher publisher,
            Clock clock) {
        this.plans = plans;
        this.runningPlans = runningPlans;
        this.keepContent = keepContent;
        this.publisher = publisher;
        this.clock = clock;
    }

    /** Makes the draft a version for good, with the materials as they are now. A paused plan goes on as well. */
    @Transactional
    public Plan publish(CorpId corpId, PlanId id, PlanPublished.Running running) {
        Plan plan = find(corpId, id);
        if (plan.draft().steps().isEmpty()) {
            throw InvalidRequest.field("steps", "too_few", 1);
        }
        refuseLoop(plan);
        if (plan.status() == Plan.Status.PAUSED) {
            // Before the new version is there: nobody is to remember it who may see it rolled back.
            publisher.publishEvent(new PlanResumed(corpId, id));
        }
        PlanDefinition definition = plan.draft().saying(wording -> keepContent.decide(corpId, wording));
        refuseTasks(corpId, definition);
        if (!plans.publish(plan, definition, clock.instant())) {
            throw new PreconditionFailed();
        }
        Plan published = find(corpId, id);
        PublishedPlan version = new PublishedPlan(id, published.publishedVersion(), definition);
        publisher.publishEvent(new PlanPublished(corpId, version, running));
        return published;
    }

    /** A material that was fit for a task when the draft was written may have been edited. */
    private void refuseTasks(CorpId corpId, PlanDefinition definition) {
        List<FieldProblem> problems = new ArrayList<>();
        for (int step = 0; step < definition.steps().size(); step++) {
            List<PlanDefinition.Way> ways = definition.steps().get(step).ways();
            for (int way = 0; way < ways.size(); way++) {
                if (ways.get(way).action() instanceof Action.Ask(MaterialWording material)) {
                    String field = StepRequest.wayField("steps[" + step + "]", way) + ".askMaterialId";
                    keepContent.taskProblem(corpId, material, field).ifPresent(problems::add);
                }
            }
        }
        if (!problems.isEmpty()) {
            throw InvalidRequest.fields(problems);
        }
    }

    private void refuseLoop(Plan plan) {
        List<PlanDefinition> others = runningPlans.all(plan.corpId()).stream()
                .filter(other -> !other.planId().equals(plan.id()))
                .map(PublishedPlan::definition)
                .toList();
        if (PlanLoop.leadsBack(plan.draft(), others)) {
            throw InvalidRequest.field("trigger", "triggers_itself");
        }
    }

    @Transactional
    public Plan pause(CorpId corpId, PlanId id) {
        Plan plan = change(find(corpId, id), Plan.Status.PAUSED);
        publisher.publishEvent(new PlanPaused(corpId, id));
        return plan;
    }

    @Transactional
    public Plan resume(CorpId corpId, PlanId id) {
        Plan plan = change(find(corpId, id), Plan.Status.ACTIVE);
        publisher.publishEvent(new PlanResumed(corpId, id));
        return plan;
    }

    private Plan change(Plan plan, Plan.Status status) {
        if (plan.status() == Plan.Status.DRAFT) {
            throw Conflict.of("plan_not_published");
        }
        if (plan.status() == status) {
            return plan;
        }
        if (!plans.change(plan.corpId(), plan.id(), plan.version(), status, clock.instant())) {
            throw new PreconditionFailed();
        }
        return find(plan.corpId(), plan.id());
    }

    private Plan find(CorpId corpId, PlanId id) {
        return plans.find(corpId, id).orElseThrow(() -> NotFound.of("plan"));
    }
}
