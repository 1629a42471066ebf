package scrm.sop.enrolment;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.sop.plan.Happening;
import scrm.sop.plan.PublishedPlan;
import scrm.sop.plan.RunningPlans;
import scrm.sop.plan.Target;

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

    /** @param userId the member whom it is about; null if it is about none */
    @Transactional
    public void happened(CorpId corpId, Target target, @Nullable UserId userId, Happening happening, Instant at) {
        List<EnrolmentId> met = enrolments.active(corpId, target).stream()
                .filter(enrolment -> !enrolment.triggeredAt().isAfter(at) && isGoal(enrolment, happening))
                .map(Enrolment::id)
                .toList();
        endEnrolment.end(met, Enrolment.Status.GOAL_MET);
        for (PublishedPlan plan : plans.taking(corpId, target.kind(), happening)) {
            long occurrence = plan.definition().repeats() ? at.toEpochMilli() : 0;
            enrolTargets.enrol(corpId, plan, List.of(new Candidate(target, userId, at, occurrence)));
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
