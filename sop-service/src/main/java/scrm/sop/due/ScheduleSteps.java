package scrm.sop.due;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.CorpId;
import scrm.sop.enrolment.Enrolment;
import scrm.sop.enrolment.EnrolmentId;
import scrm.sop.enrolment.StepSchedule;
import scrm.sop.stafftask.RaiseStaffTasks;

@Service
class ScheduleSteps implements StepSchedule {
    private final DueSteps steps;
    private final PrepareSteps prepareSteps;
    private final RaiseStaffTasks raiseStaffTasks;
    private final TellSteps tellSteps;
    private final Clock clock;

    ScheduleSteps(
            DueSteps steps,
            PrepareSteps prepareSteps,
            RaiseStaffTasks raiseStaffTasks,
            TellSteps tellSteps,
            Clock clock) {
        this.steps = steps;
        this.prepareSteps = prepareSteps;
        this.raiseStaffTasks = raiseStaffTasks;
        this.tellSteps = tellSteps;
        this.clock = clock;
    }

    @Override
    @Transactional
    public void schedule(List<Planned> planned) {
        steps.add(planned);
        prepareSteps.prepare(planned);
    }

    /** Steps that are taken at this moment are looked at again before they are sent; open tasks are withdrawn. */
    @Override
    @Transactional
    public void cancel(List<Enrolment> enrolments) {
        if (enrolments.isEmpty()) {
            return;
        }
        List<DueStep> unwanted = new ArrayList<>(untaken(enrolments));
        unwanted.addAll(withdrawn(enrolments));
        steps.end(
                unwanted.stream().map(DueStep::id).toList(),
                DueStep.State.SKIPPED,
                DueStep.ENROLMENT_ENDED,
                clock.instant());
        for (DueStep step : unwanted) {
            tellSteps.settled(step, DueStep.State.SKIPPED, null);
        }
    }

    @Override
    @Transactional
    public List<EnrolmentId> replace(List<Enrolment> enrolments, List<Planned> planned) {
        if (enrolments.isEmpty()) {
            return List.of();
        }
        List<DueStep> untaken = untaken(enrolments);
        Set<Key> waited = untaken.stream().map(Key::of).collect(Collectors.toUnmodifiableSet());
        steps.remove(untaken.stream().map(DueStep::id).toList());
        Instant now = clock.instant();
        schedule(planned.stream()
                .filter(step -> step.dueAt().isAfter(now) || waited.contains(Key.of(step)))
                .toList());
        return steps.finished(enrolments.stream().map(Enrolment::id).toList());
    }

    /** Those that were members' open tasks and are no more. */
    private List<DueStep> withdrawn(List<Enrolment> enrolments) {
        List<DueStep> withdrawn = new ArrayList<>();
        Map<CorpId, List<DueStep>> inHand = steps
                .inHand(enrolments.stream().map(Enrolment::id).toList())
                .stream()
                .collect(Collectors.groupingBy(DueStep::corpId));
        inHand.forEach((corpId, ofCorp) -> {
            Set<Long> open = raiseStaffTasks.withdraw(
                    corpId, ofCorp.stream().map(step -> step.id().value()).toList());
            ofCorp.stream().filter(step -> open.contains(step.id().value())).forEach(withdrawn::add);
        });
        return withdrawn;
    }

    private List<DueStep> untaken(List<Enrolment> enrolments) {
        return steps.untaken(enrolments.stream().map(Enrolment::id).toList());
    }

    private record Key(EnrolmentId enrolmentId, String key, int occurrence) {
        static Key of(DueStep step) {
            return new Key(step.enrolmentId(), step.key(), step.occurrence());
        }

        static Key of(Planned step) {
            return new Key(step.enrolment().id(), step.key(), step.occurrence());
        }
    }
}
