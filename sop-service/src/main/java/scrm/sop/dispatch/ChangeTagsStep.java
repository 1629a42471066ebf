package scrm.sop.dispatch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Service;

import scrm.events.EventId;
import scrm.events.SopEvent.TagChangeWanted;
import scrm.messaging.Outbox;
import scrm.sop.definition.Action;
import scrm.sop.definition.Action.ChangeTags;
import scrm.sop.definition.Target;
import scrm.sop.due.DueStep;
import scrm.sop.due.SettleSteps;

/** Tells tag-service which tags are to change; with that the step is done, for tag-service sees it through. */
@Service
class ChangeTagsStep implements StepKind {
    private final SettleSteps settleSteps;
    private final Outbox outbox;

    ChangeTagsStep(SettleSteps settleSteps, Outbox outbox) {
        this.settleSteps = settleSteps;
        this.outbox = outbox;
    }

    @Override
    public Class<? extends Action> action() {
        return ChangeTags.class;
    }

    @Override
    public void dispatch(List<Ready> ready, Instant now) {
        List<DueStep> done = new ArrayList<>();
        List<DueStep> without = new ArrayList<>();
        for (Ready each : ready) {
            if (each.step().target().kind() == Target.Kind.CONTACT) {
                outbox.append(wanted(each.step(), (ChangeTags) each.action(), now));
                done.add(each.step());
            } else {
                without.add(each.step());
            }
        }
        settleSteps.done(done);
        settleSteps.skipped(without, "NO_CONTACT");
    }

    private static TagChangeWanted wanted(DueStep step, ChangeTags action, Instant now) {
        return new TagChangeWanted(
                EventId.derived(
                        "TagChangeWanted",
                        step.corpId().value(),
                        step.id().toString(),
                        Integer.toString(step.occurrence())),
                step.corpId(),
                now,
                step.target().id(),
                step.userId(),
                action.add(),
                action.remove(),
                step.planId().toString(),
                step.planVersion(),
                step.enrolmentId().toString(),
                step.step());
    }
}
