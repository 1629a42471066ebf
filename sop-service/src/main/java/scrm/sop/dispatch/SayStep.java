package scrm.sop.dispatch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.UserId;
import scrm.sop.content.ChatType;
import scrm.sop.content.MessageContent;
import scrm.sop.content.Wording;
import scrm.sop.definition.Action;
import scrm.sop.definition.Action.Say;
import scrm.sop.due.DueStep;
import scrm.sop.due.DueSteps;
import scrm.sop.due.DueSteps.Dispatch;
import scrm.sop.groupmessage.Draft;
import scrm.sop.groupmessage.FollowUp;
import scrm.sop.groupmessage.GatherGroupMessage;
import scrm.sop.groupmessage.GroupMessageId;
import scrm.sop.link.LinkOrigin;
import scrm.sop.link.WrapLinks;
import scrm.sop.plan.PlanId;
import scrm.sop.plan.RunningPlans;

/**
 * Gathers what members are to say into group messages: one for all whom a member says the same by the same step.
 * Materials are {@linkplain WordSteps in words} by then.
 */
@Service
class SayStep implements StepKind {
    private final DueSteps steps;
    private final RunningPlans plans;
    private final WrapLinks wrapLinks;
    private final GatherGroupMessage gatherGroupMessage;

    SayStep(DueSteps steps, RunningPlans plans, WrapLinks wrapLinks, GatherGroupMessage gatherGroupMessage) {
        this.steps = steps;
        this.plans = plans;
        this.wrapLinks = wrapLinks;
        this.gatherGroupMessage = gatherGroupMessage;
    }

    /** What one member is to say to some contacts by one step. */
    private record Said(
            CorpId corpId,
            PlanId planId,
            int planVersion,
            String key,
            int way,
            String variant,
            UserId userId,
            MessageContent content,
            FollowUp followUp,
            ChatType chatType) {
        static Said by(Ready ready) {
            DueStep step = ready.step();
            Say say = (Say) ready.action();
            return new Said(
                    step.corpId(),
                    step.planId(),
                    step.planVersion(),
                    step.key(),
                    ready.way(),
                    ready.variant(),
                    step.userId(),
                    (MessageContent) say.content(),
                    say.followUp(),
                    step.target().group() == null ? ChatType.SINGLE : ChatType.GROUP);
        }

        LinkOrigin origin() {
            // The keys of variants differ over all ways of a step.
            String part = variant.isEmpty() ? key + (way == 0 ? "" : " " + (way + 1)) : key + ":" + variant;
            return new LinkOrigin(LinkOrigin.Kind.PLAN, planId.value(), planVersion, part);
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
        Map<CorpId, Map<Said, WrapLinks.Said>> plain = new LinkedHashMap<>();
        together.forEach((said, due) -> plain.computeIfAbsent(said.corpId(), _ -> new LinkedHashMap<>())
                .put(said, new WrapLinks.Said(said.origin(), published(said, due), said.content(), onlyReader(due))));
        plain.forEach((corpId, some) -> {
            Map<WrapLinks.Said, MessageContent> wrapped = wrapLinks.wrap(corpId, some.values());
            some.forEach((said, message) -> dispatch(
                    said,
                    Objects.requireNonNull(wrapped.get(message)),
                    Objects.requireNonNull(together.get(said)),
                    now));
        });
    }

    /** What the plan says, before it was put into words. */
    private Wording published(Said said, List<DueStep> due) {
        Action action = plans.version(said.corpId(), said.planId(), said.planVersion())
                .definition()
                .steps()
                .get(due.getFirst().step())
                .ways()
                .get(said.way())
                .action()
                .of(said.variant());
        return ((Say) action).content();
    }

    /** Null: not only one contact does. */
    private static @Nullable ExternalUserId onlyReader(List<DueStep> due) {
        return due.size() == 1 ? due.getFirst().target().contact() : null;
    }

    private void dispatch(Said said, MessageContent content, List<DueStep> due, Instant now) {
        Map<String, GroupMessageId> gathered = gatherGroupMessage.gather(
                said.corpId(),
                said.mergeKey(),
                new Draft(said.userId(), said.chatType(), content, said.followUp()),
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
