package scrm.sop.dispatch;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;

import scrm.events.CorpId;
import scrm.events.UserId;
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

    private record Asked(CorpId corpId, UserId userId, Ask ask) {
        static Asked by(Ready ready) {
            return new Asked(ready.step().corpId(), ready.step().userId(), (Ask) ready.action());
        }
    }

    @Override
    public Class<? extends Action> action() {
        return Ask.class;
    }

    @Override
    public void dispatch(List<Ready> ready, Instant now) {
        Map<Asked, List<DueStep>> together = ready.stream()
                .collect(Collectors.groupingBy(Asked::by, Collectors.mapping(Ready::step, Collectors.toList())));
        together.forEach((asked, some) -> raiseStaffTasks.raise(
                asked.corpId(),
                asked.userId(),
                asked.ask().text(),
                some.stream().map(AskStep::errand).toList()));
        steps.handedOver(ready.stream().map(each -> each.step().id()).toList(), now);
    }

    private static Errand errand(DueStep step) {
        return new Errand(
                step.id().value(), step.target().contact(), step.target().group());
    }
}
