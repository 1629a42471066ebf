package scrm.sop.enrolment;

import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.CorpId;
import scrm.rest.Conflict;
import scrm.rest.InvalidRequest;
import scrm.rest.NotFound;
import scrm.sop.definition.Target;
import scrm.sop.plan.PlanId;
import scrm.sop.plan.PublishedPlan;
import scrm.sop.plan.RunningPlans;

/** What people decide about single enrolments. */
@Service
class EnrolByHand {
    private final RunningPlans plans;
    private final Enrolments enrolments;
    private final EnrolTargets enrolTargets;
    private final EndEnrolment endEnrolment;
    private final Clock clock;

    EnrolByHand(
            RunningPlans plans,
            Enrolments enrolments,
            EnrolTargets enrolTargets,
            EndEnrolment endEnrolment,
            Clock clock) {
        this.plans = plans;
        this.enrolments = enrolments;
        this.enrolTargets = enrolTargets;
        this.endEnrolment = endEnrolment;
        this.clock = clock;
    }

    /** Returns those that began. */
    @Transactional
    public List<Enrolment> enrol(CorpId corpId, PlanId planId, List<Target> targets) {
        PublishedPlan plan = plans.newest(corpId, planId).orElseThrow(() -> Conflict.of("plan_not_running"));
        if (targets.isEmpty()) {
            throw InvalidRequest.field(field(plan.definition().audience()), "required");
        }
        if (targets.size() > EnrolTargets.PAGE) {
            throw InvalidRequest.field(field(plan.definition().audience()), "too_many", EnrolTargets.PAGE);
        }
        targets.stream()
                .filter(target -> target.kind() != plan.definition().audience())
                .findFirst()
                .ifPresent(target -> {
                    throw InvalidRequest.field(field(target.kind()), "not_for_audience");
                });
        long occurrence = plan.definition().repeats() ? clock.millis() : 0;
        return enrolTargets.enrol(corpId, plan, targets, occurrence);
    }

    @Transactional
    public Enrolment exit(CorpId corpId, EnrolmentId id, Enrolment.Status how) {
        Enrolment enrolment = enrolments.find(corpId, id).orElseThrow(() -> NotFound.of("enrolment"));
        if (endEnrolment.end(List.of(enrolment.id()), how) == 0) {
            throw Conflict.of("enrolment_over");
        }
        return enrolments.find(corpId, id).orElseThrow();
    }

    private static String field(Target.Kind kind) {
        return switch (kind) {
            case CONTACT -> "externalUserIds";
            case GROUP -> "chatIds";
            case MEMBER -> "userIds";
        };
    }
}
