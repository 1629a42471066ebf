package scrm.sop.dispatch;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;

import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.sop.content.MessageContent;
import scrm.sop.definition.Action;
import scrm.sop.definition.Action.Ask;
import scrm.sop.due.DueStep;
import scrm.sop.due.DueSteps;
import scrm.sop.stafftask.Errand;
import scrm.sop.stafftask.RaiseStaffTasks;

/**
 * Asks members to do what only a person can: each step is a task, and what a member is asked together is told together.
 */
@Service
class AskStep implements StepKind {
    private final DueSteps steps;
    private final RaiseStaffTasks raiseStaffTasks;

    AskStep(DueSteps steps, RaiseStaffTasks raiseStaffTasks) {
        this.steps = steps;
        this.raiseStaffTasks = raiseStaffTasks;
    }

    private record Asked(CorpId corpId, UserId userId) {
        static Asked by(Ready ready) {
            return new Asked(ready.step().corpId(), ready.step().userId());
        }
    }

    @Override
    public Class<? extends Action> action() {
        return Ask.class;
    }

    @Override
    public void dispatch(List<Ready> ready, Instant now) {
        Map<Asked, List<Errand>> together = ready.stream()
                .collect(Collectors.groupingBy(Asked::by, Collectors.mapping(AskStep::errand, Collectors.toList())));
        together.forEach((asked, errands) -> raiseStaffTasks.raise(asked.corpId(), asked.userId(), errands));
        steps.handedOver(ready.stream().map(each -> each.step().id()).toList(), now);
    }

    /** Materials are {@linkplain WordSteps in words} by now. */
    private static Errand errand(Ready ready) {
        DueStep step = ready.step();
        MessageContent words = (MessageContent) ((Ask) ready.action()).words();
        return new Errand(
                step.id().value(),
                step.target().contact(),
                step.target().group(),
                Objects.requireNonNull(words.text()));
    }
}
