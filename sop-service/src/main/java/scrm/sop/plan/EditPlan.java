package scrm.sop.plan;

import java.time.Clock;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.CorpId;
import scrm.rest.Conflict;
import scrm.rest.IfMatch;
import scrm.rest.NotFound;
import scrm.rest.PreconditionFailed;

/** Drafts: edited freely, whatever runs. */
@Service
class EditPlan {
    private final Plans plans;
    private final Clock clock;

    EditPlan(Plans plans, Clock clock) {
        this.plans = plans;
        this.clock = clock;
    }

    @Transactional
    public Plan draft(CorpId corpId, String name, PlanDefinition draft) {
        PlanId id = plans.add(corpId, name, draft, clock.instant()).orElseThrow(() -> Conflict.of("plan_name_taken"));
        return plans.find(corpId, id).orElseThrow();
    }

    @Transactional
    public Plan edit(CorpId corpId, PlanId id, IfMatch ifMatch, String name, PlanDefinition draft) {
        Plan plan = plans.find(corpId, id).orElseThrow(() -> NotFound.of("plan"));
        ifMatch.check(plan.version());
        switch (plans.edit(corpId, id, plan.version(), name, draft, clock.instant())) {
            case DONE -> {}
            case STALE -> throw new PreconditionFailed();
            case NAME_TAKEN -> throw Conflict.of("plan_name_taken");
        }
        return plans.find(corpId, id).orElseThrow();
    }
}
