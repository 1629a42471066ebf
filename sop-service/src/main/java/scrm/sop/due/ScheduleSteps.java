package scrm.sop.due;

import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.sop.enrolment.Enrolment;
import scrm.sop.enrolment.StepSchedule;

@Service
class ScheduleSteps implements StepSchedule {
    /** Why steps of an enrolment that ended are skipped. */
    static final String ENROLMENT_ENDED = "ENROLMENT_ENDED";

    private final DueSteps steps;
    private final TellSteps tellSteps;
    private final Clock clock;

    ScheduleSteps(DueSteps steps, TellSteps tellSteps, Clock clock) {
        this.steps = steps;
        this.tellSteps = tellSteps;
        this.clock = clock;
    }

    @Override
    @Transactional
    public void schedule(List<Planned> planned) {
        steps.add(planned);
    }

    /** Steps that are taken at this moment are looked at again before they are sent. */
    @Override
    @Transactional
    public void cancel(Enrolment enrolment) {
        List<DueStep> untaken = steps.untaken(enrolment.id());
        steps.skip(untaken.stream().map(DueStep::id).toList(), ENROLMENT_ENDED, clock.instant());
        for (DueStep step : untaken) {
            tellSteps.settled(step, DueStep.State.SKIPPED, null);
        }
    }
}
