package scrm.sop.dispatch;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;

import scrm.events.CorpId;
import scrm.sop.definition.Action.Say;
import scrm.sop.definition.PlanDefinition;
import scrm.sop.definition.Target;
import scrm.sop.dispatch.StepKind.Ready;
import scrm.sop.due.DueStep;
import scrm.sop.due.DueStepId;
import scrm.sop.due.PutOffSteps;
import scrm.sop.due.PutOffSteps.PutOff;
import scrm.sop.due.SettleSteps;
import scrm.sop.plan.RunningPlans;
import scrm.sop.quota.Admission;
import scrm.sop.quota.Admission.Wanted;
import scrm.sop.quota.Decision;
import scrm.sop.quota.Receiver;

/**
 * Lets steps through that say what their receivers may get now. The others are put off, or skipped with the reason. Of
 * plans that want to say something to one receiver at once the more important goes first.
 */
@Service
class AdmitSteps {
    private final Admission admission;
    private final RunningPlans plans;
    private final PutOffSteps putOffSteps;
    private final SettleSteps settleSteps;

    AdmitSteps(Admission admission, RunningPlans plans, PutOffSteps putOffSteps, SettleSteps settleSteps) {
        this.admission = admission;
        this.plans = plans;
        this.putOffSteps = putOffSteps;
        this.settleSteps = settleSteps;
    }

    /** Returns those that are to be handed over, in the running transaction. */
    List<Ready> admit(List<Ready> ready) {
        List<Ready> admitted = new ArrayList<>();
        Map<CorpId, List<Ready>> saying = ready.stream()
                .filter(each -> each.action() instanceof Say)
                .collect(groupingBy(each -> each.step().corpId(), LinkedHashMap::new, toList()));
        ready.stream().filter(each -> !(each.action() instanceof Say)).forEach(admitted::add);
        saying.forEach((corpId, some) -> admitted.addAll(admit(corpId, some)));
        return admitted;
    }

    private List<Ready> admit(CorpId corpId, List<Ready> some) {
        Map<DueStepId, Instant> wantedAt =
                putOffSteps.wantedAt(some.stream().map(each -> each.step().id()).toList());
        List<Decision> decisions = admission.admit(
                corpId, some.stream().map(each -> wanted(each.step(), wantedAt)).toList());
        List<Ready> admitted = new ArrayList<>();
        List<PutOff> putOff = new ArrayList<>();
        Map<String, List<DueStep>> dropped = new LinkedHashMap<>();
        for (int i = 0; i < some.size(); i++) {
            DueStep step = some.get(i).step();
            switch (decisions.get(i)) {
                case Decision.Admitted _ -> admitted.add(some.get(i));
                case Decision.WaitUntil(Instant at, Decision.Reason reason) ->
                    putOff.add(new PutOff(step.id(), at, reason.name()));
                case Decision.Dropped(Decision.Reason reason) ->
                    dropped.computeIfAbsent(reason.name(), _ -> new ArrayList<>())
                            .add(step);
            }
        }
        putOffSteps.putOff(putOff);
        dropped.forEach((reason, steps) -> settleSteps.skipped(steps, reason));
        return admitted;
    }

    private Wanted wanted(DueStep step, Map<DueStepId, Instant> wantedAt) {
        Target target = step.target();
        PlanDefinition plan =
                plans.version(step.corpId(), step.planId(), step.planVersion()).definition();
        return new Wanted(
                new Receiver(Receiver.Kind.valueOf(target.kind().name()), target.id()),
                plan.priority(),
                step.planId().value(),
                wantedAt.getOrDefault(step.id(), step.dueAt()),
                plan.ifFull());
    }
}
