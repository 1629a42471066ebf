package scrm.sop.due;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Service;

import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.sop.due.DueSteps.Dispatch;
import scrm.sop.groupmessage.ChatType;
import scrm.sop.groupmessage.Draft;
import scrm.sop.groupmessage.GatherGroupMessage;
import scrm.sop.groupmessage.GroupMessageId;
import scrm.sop.plan.Action;
import scrm.sop.plan.Action.Say;
import scrm.sop.plan.PlanId;

/** Gathers what members are to say into group messages: one for all whom a member says the same by the same step. */
@Service
class SayStep implements StepKind {
    private final DueSteps steps;
    private final GatherGroupMessage gatherGroupMessage;

    SayStep(DueSteps steps, GatherGroupMessage gatherGroupMessage) {
        this.steps = steps;
        this.gatherGroupMessage = gatherGroupMessage;
    }

    /** What one member is to say to some contacts by one step. */
    private record Said(
            CorpId corpId,
            PlanId planId,
            int planVersion,
            String key,
            int way,
            UserId userId,
            Say say,
            ChatType chatType) {
        static Said by(Ready ready) {
            DueStep step = ready.step();
            return new Said(
                    step.corpId(),
                    step.planId(),
                    step.planVersion(),
                    step.key(),
                    ready.way(),
                    step.userId(),
                    (Say) ready.action(),
                    step.target().group() == null ? ChatType.SINGLE : ChatType.GROUP);
        }

        String mergeKey() {
            return "plan:" + planId + ":" + planVersion + ":" + key + ":" + way + ":" + userId
                    + (chatType == ChatType.GROUP ? ":groups" : "");
        }
    }

    @Override
    public Class<? extends Action> action() {
        return Say.class;
    }

    @Override
    public void dispatch(List<Ready> ready, Instant now) {
        Map<Said, List<DueStep>> together = new LinkedHashMap<>();
        for (Ready each : ready) {
            together.computeIfAbsent(Said.by(each), _ -> new ArrayList<>()).add(each.step());
        }
        together.forEach((said, due) -> dispatch(said, due, now));
    }

    private void dispatch(Said said, List<DueStep> due, Instant now) {
        Map<String, GroupMessageId> gathered = gatherGroupMessage.gather(
                said.corpId(),
                said.mergeKey(),
                new Draft(
                        said.userId(),
                        said.chatType(),
                        said.say().content(),
                        said.say().followUp()),
                due.stream().map(step -> step.target().id()).distinct().toList());
        List<Dispatch> dispatches = new ArrayList<>();
        for (DueStep step : due) {
            GroupMessageId message =
                    Objects.requireNonNull(gathered.get(step.target().id()));
            dispatches.add(new Dispatch(step.id(), message));
        }
        steps.dispatched(dispatches, now);
    }
}
