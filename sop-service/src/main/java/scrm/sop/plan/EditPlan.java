package scrm.sop.plan;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.attachment.KeepAttachments;
import scrm.events.CorpId;
import scrm.rest.Conflict;
import scrm.rest.FieldProblem;
import scrm.rest.IfMatch;
import scrm.rest.InvalidRequest;
import scrm.rest.NotFound;
import scrm.rest.PreconditionFailed;
import scrm.sop.plan.PlanRequest.StepRequest;

/** Drafts: edited freely, whatever runs. */
@Service
class EditPlan {
    private final Plans plans;
    private final KeepAttachments keepAttachments;
    private final Clock clock;

    EditPlan(Plans plans, KeepAttachments keepAttachments, Clock clock) {
        this.plans = plans;
        this.keepAttachments = keepAttachments;
        this.clock = clock;
    }

    @Transactional
    public Plan draft(CorpId corpId, PlanRequest request) {
        PlanId id = plans.add(corpId, request.name().strip(), definition(corpId, request), clock.instant())
                .orElseThrow(() -> Conflict.of("plan_name_taken"));
        return plans.find(corpId, id).orElseThrow();
    }

    @Transactional
    public Plan edit(CorpId corpId, PlanId id, IfMatch ifMatch, PlanRequest request) {
        Plan plan = plans.find(corpId, id).orElseThrow(() -> NotFound.of("plan"));
        ifMatch.check(plan.version());
        PlanDefinition draft = definition(corpId, request);
        switch (plans.edit(corpId, id, plan.version(), request.name().strip(), draft, clock.instant())) {
            case DONE -> {}
            case STALE -> throw new PreconditionFailed();
            case NAME_TAKEN -> throw Conflict.of("plan_name_taken");
        }
        return plans.find(corpId, id).orElseThrow();
    }

    /** Tells all that is wrong at once; keeps the bytes of attachments. */
    private PlanDefinition definition(CorpId corpId, PlanRequest request) {
        List<FieldProblem> problems = request.problems();
        if (!problems.isEmpty()) {
            throw InvalidRequest.fields(problems);
        }
        List<PlanDefinition.Step> steps = new ArrayList<>();
        for (StepRequest step : request.stepsOrNone()) {
            String field = "steps[" + steps.size() + "]";
            steps.add(new PlanDefinition.Step(
                    String.valueOf(steps.size() + 1),
                    step.when().when(),
                    List.of(),
                    new Action.Say(step.content().keep(corpId, keepAttachments, field + ".content")),
                    List.of()));
        }
        return new PlanDefinition(
                Target.Kind.CONTACT,
                request.triggerOrAnyone(),
                steps,
                Misfire.RUN,
                List.of(),
                PlanDefinition.USUAL_PRIORITY);
    }
}
