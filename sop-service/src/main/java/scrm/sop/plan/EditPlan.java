package scrm.sop.plan;

import java.time.Clock;
import java.util.Objects;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

import scrm.events.CorpId;
import scrm.rest.Conflict;
import scrm.rest.IfMatch;
import scrm.rest.InvalidRequest;
import scrm.rest.NotFound;
import scrm.rest.PreconditionFailed;
import scrm.sop.content.ContentRequest;
import scrm.sop.content.KeepContent;
import scrm.sop.content.Wording;
import scrm.sop.definition.PlanDefinition;
import scrm.sop.material.MaterialId;
import scrm.sop.moment.KeepMomentContent;
import scrm.sop.moment.MomentContent;
import scrm.sop.moment.MomentContentRequest;

/** Drafts: edited freely, whatever runs. */
@Service
class EditPlan {
    private final Plans plans;
    private final CheckPlan checkPlan;
    private final KeepContent keepContent;
    private final KeepMomentContent keepMomentContent;
    private final TransactionTemplate transaction;
    private final Clock clock;

    EditPlan(
            Plans plans,
            CheckPlan checkPlan,
            KeepContent keepContent,
            KeepMomentContent keepMomentContent,
            TransactionTemplate transaction,
            Clock clock) {
        this.plans = plans;
        this.checkPlan = checkPlan;
        this.keepContent = keepContent;
        this.keepMomentContent = keepMomentContent;
        this.transaction = transaction;
        this.clock = clock;
    }

    Plan draft(CorpId corpId, PlanRequest request) {
        checkPlan.check(corpId, request);
        return Objects.requireNonNull(transaction.execute(_ -> {
            PlanId id = plans.add(corpId, request.name().strip(), definition(corpId, request), clock.instant())
                    .orElseThrow(() -> Conflict.of("plan_name_taken"));
            return plans.find(corpId, id).orElseThrow();
        }));
    }

    Plan edit(CorpId corpId, PlanId id, IfMatch ifMatch, PlanRequest request) {
        Plan plan = plans.find(corpId, id).orElseThrow(() -> NotFound.of("plan"));
        ifMatch.check(plan.version());
        checkPlan.check(corpId, request);
        return Objects.requireNonNull(transaction.execute(_ -> {
            PlanDefinition draft = definition(corpId, request);
            switch (plans.edit(corpId, id, plan.version(), request.name().strip(), draft, clock.instant())) {
                case DONE -> {}
                case STALE -> throw new PreconditionFailed();
                case NAME_TAKEN -> throw Conflict.of("plan_name_taken");
            }
            return plans.find(corpId, id).orElseThrow();
        }));
    }

    /** Of one without problems; keeps the bytes of attachments. */
    private PlanDefinition definition(CorpId corpId, PlanRequest request) {
        PlanDefinition definition = request.definition(new KeptContents(corpId, keepContent, keepMomentContent));
        if (definition.triggers(definition)) {
            throw InvalidRequest.field("trigger", "triggers_itself");
        }
        return definition;
    }

    private record KeptContents(CorpId corpId, KeepContent messages, KeepMomentContent moments) implements Kept {
        @Override
        public Wording message(ContentRequest content, String field) {
            return messages.keep(corpId, content, field);
        }

        @Override
        public Wording task(String materialId, String field) {
            return messages.keepTask(corpId, new MaterialId(Long.parseLong(materialId)), field);
        }

        @Override
        public MomentContent moment(MomentContentRequest content, String field) {
            return moments.keep(corpId, content, field);
        }
    }
}
