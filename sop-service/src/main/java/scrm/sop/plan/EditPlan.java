package scrm.sop.plan;

import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.CorpId;
import scrm.rest.Conflict;
import scrm.rest.FieldProblem;
import scrm.rest.IfMatch;
import scrm.rest.InvalidRequest;
import scrm.rest.NotFound;
import scrm.rest.PreconditionFailed;
import scrm.sop.content.KeepContent;
import scrm.wecom.Corp;
import scrm.wecom.Corps;

/** Drafts: edited freely, whatever runs. */
@Service
class EditPlan {
    private final Plans plans;
    private final KeepContent keepContent;
    private final Corps corps;
    private final Clock clock;

    EditPlan(Plans plans, KeepContent keepContent, Corps corps, Clock clock) {
        this.plans = plans;
        this.keepContent = keepContent;
        this.corps = corps;
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
        refuse(request.problems(clock.instant(), zone(corpId)));
        PlanDefinition definition =
                request.definition((content, field) -> keepContent.keep(corpId, content, field));
        if (definition.triggers(definition)) {
            throw InvalidRequest.field("trigger", "triggers_itself");
        }
        return definition;
    }

    private ZoneId zone(CorpId corpId) {
        return corps.find(corpId).map(Corp::timezone).orElseThrow(() -> NotFound.of("corp"));
    }

    private static void refuse(List<FieldProblem> problems) {
        if (!problems.isEmpty()) {
            throw InvalidRequest.fields(problems);
        }
    }
}
