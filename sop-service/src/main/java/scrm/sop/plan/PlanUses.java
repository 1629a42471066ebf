package scrm.sop.plan;

import java.util.List;
import org.springframework.stereotype.Service;

import scrm.events.CorpId;
import scrm.sop.material.MaterialId;
import scrm.sop.material.MaterialUses;

/** Tells which plans say a material. */
@Service
class PlanUses implements MaterialUses {
    private final Plans plans;

    PlanUses(Plans plans) {
        this.plans = plans;
    }

    @Override
    public List<Use> of(CorpId corpId, MaterialId id) {
        return plans.saying(corpId, id, MOST).stream()
                .map(plan -> new Use("PLAN", plan.id().toString(), plan.name()))
                .toList();
    }
}
