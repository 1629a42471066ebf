package scrm.sop.due;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Service;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.sop.content.MaterialWording;
import scrm.sop.enrolment.Enrolment;
import scrm.sop.enrolment.StepSchedule.Planned;
import scrm.sop.material.KeepUploaded;
import scrm.sop.material.RenderMaterial;
import scrm.sop.plan.RunningPlans;

/** Has ready what steps need when they are due: names that materials call contacts by, and bytes at WeCom. */
@Service
class PrepareSteps {
    private final RunningPlans plans;
    private final RenderMaterial materials;
    private final KeepUploaded keepUploaded;

    PrepareSteps(RunningPlans plans, RenderMaterial materials, KeepUploaded keepUploaded) {
        this.plans = plans;
        this.materials = materials;
        this.keepUploaded = keepUploaded;
    }

    private record Said(CorpId corpId, MaterialWording material) {}

    private record Needs(Set<ExternalUserId> contacts, Set<Instant> times) {
        Needs() {
            this(new HashSet<>(), new HashSet<>());
        }
    }

    void prepare(List<Planned> planned) {
        Map<Said, Needs> needs = new HashMap<>();
        for (Planned step : planned) {
            Enrolment enrolment = step.enrolment();
            ExternalUserId contact = enrolment.target().contact();
            List<MaterialWording> said = plans.version(enrolment.corpId(), enrolment.planId(), enrolment.planVersion())
                    .definition()
                    .steps()
                    .get(step.step())
                    .materials();
            for (MaterialWording material : said) {
                Needs some = needs.computeIfAbsent(new Said(enrolment.corpId(), material), _ -> new Needs());
                some.times().add(step.dueAt());
                if (contact != null) {
                    some.contacts().add(contact);
                }
            }
        }
        needs.forEach((said, some) -> {
            MaterialWording material = said.material();
            materials.prepare(said.corpId(), material.materialId(), material.decidedVersion(), some.contacts());
            keepUploaded.forSending(said.corpId(), material.materialId(), material.decidedVersion(), some.times());
        });
    }
}
