package scrm.sop.enrolment;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.CorpId;
import scrm.sop.definition.Happening;
import scrm.sop.definition.Target;
import scrm.sop.plan.PublishedPlan;
import scrm.sop.plan.RunningPlans;

/** What happens to somebody ends the enrolments whose goal it is, and then enrols in the plans that wait for it. */
@Service
class TakeHappening {
    private final RunningPlans plans;
    private final Enrolments enrolments;
    private final EnrolTargets enrolTargets;
    private final EndEnrolment endEnrolment;

    TakeHappening(RunningPlans plans, Enrolments enrolments, EnrolTargets enrolTargets, EndEnrolment endEnrolment) {
        this.plans = plans;
        this.enrolments = enrolments;
        this.enrolTargets = enrolTargets;
        this.endEnrolment = endEnrolment;
    }

    /** Which of these a plan may wait for, or somebody who is in one; by two queries a corp. */
    Set<Heard> concerning(List<Heard> heard) {
        Set<Heard> concern = new HashSet<>();
        heard.stream().collect(Collectors.groupingBy(Heard::corpId)).forEach((corpId, some) -> {
            List<PublishedPlan> running = plans.all(corpId);
            Set<Target> enrolled = enrolments.activeAmong(
                    corpId, some.stream().map(Heard::target).collect(Collectors.toSet()));
            some.stream()
                    .filter(each -> enrolled.contains(each.target())
                            || running.stream()
                                    .anyMatch(plan -> plan.takes(each.target().kind(), each.happening())))
                    .forEach(concern::add);
        });
        return concern;
    }

    @Transactional
    public void happened(Heard heard) {
        CorpId corpId = heard.corpId();
        Target target = heard.target();
        List<EnrolmentId> met = enrolments.active(corpId, target).stream()
                .filter(enrolment -> !enrolment.triggeredAt().isAfter(heard.at()))
                .filter(enrolment -> isGoal(enrolment, heard.happening()))
                .map(Enrolment::id)
                .toList();
        endEnrolment.end(met, Enrolment.Status.GOAL_MET);
        for (PublishedPlan plan : plans.taking(corpId, target.kind(), heard.happening())) {
            long occurrence = plan.definition().repeats() ? heard.at().toEpochMilli() : 0;
            enrolTargets.enrol(corpId, plan, List.of(new Candidate(target, heard.userId(), heard.at(), occurrence)));
        }
    }

    private boolean isGoal(Enrolment enrolment, Happening happening) {
        return plans
                .version(enrolment.corpId(), enrolment.planId(), enrolment.planVersion())
                .definition()
                .exits()
                .stream()
                .anyMatch(exit -> exit.takes(happening));
    }
}
