package scrm.sop.due;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.sop.enrolment.Enrolment;
import scrm.sop.enrolment.StepSchedule;
import scrm.sop.stafftask.RaiseStaffTasks;

@Service
class ScheduleSteps implements StepSchedule {
    /** Why steps of an enrolment that ended are skipped. */
    static final String ENROLMENT_ENDED = "ENROLMENT_ENDED";

    private final DueSteps steps;
    private final RaiseStaffTasks raiseStaffTasks;
    private final TellSteps tellSteps;
    private final Clock clock;

    ScheduleSteps(DueSteps steps, RaiseStaffTasks raiseStaffTasks, TellSteps tellSteps, Clock clock) {
        this.steps = steps;
        this.raiseStaffTasks = raiseStaffTasks;
        this.tellSteps = tellSteps;
        this.clock = clock;
    }

    @Override
    @Transactional
    public void schedule(List<Planned> planned) {
        steps.add(planned);
    }

    /** Steps that are taken at this moment are looked at again before they are sent; open tasks are withdrawn. */
    @Override
    @Transactional
    public void cancel(Enrolment enrolment) {
        List<DueStep> untaken = new ArrayList<>(steps.untaken(enrolment.id()));
        List<DueStep> inHand = steps.inHand(enrolment.id());
        Set<Long> withdrawn = raiseStaffTasks.withdraw(
                enrolment.corpId(),
                inHand.stream().map(step -> step.id().value()).toList());
        inHand.stream().filter(step -> withdrawn.contains(step.id().value())).forEach(untaken::add);
        steps.skip(untaken.stream().map(DueStep::id).toList(), ENROLMENT_ENDED, clock.instant());
        for (DueStep step : untaken) {
            tellSteps.settled(step, DueStep.State.SKIPPED, null);
        }
    }
}
