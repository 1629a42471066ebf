package scrm.sop.rhythm;

import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

import scrm.messaging.job.JobHandler;
import scrm.sop.definition.Target;
import scrm.sop.enrolment.Candidate;
import scrm.sop.enrolment.EnrolTargets;
import scrm.sop.plan.PlanId;
import scrm.sop.plan.PublishedPlan;
import scrm.sop.plan.RunningPlans;

/** Enrols whom a plan's time enrols, a page at a time, however many they are. */
@Component
class EnrolAudienceWorker implements JobHandler<EnrolAudienceWorker.Parameters> {
    static final String KIND = "plan-fire";

    private final RunningPlans plans;
    private final FireAudience audience;
    private final EnrolTargets enrolTargets;

    EnrolAudienceWorker(RunningPlans plans, FireAudience audience, EnrolTargets enrolTargets) {
        this.plans = plans;
        this.audience = audience;
        this.enrolTargets = enrolTargets;
    }

    /** @param fireAt the time, in milliseconds of the epoch; it is the occurrence of what it enrols */
    record Parameters(long planId, int planVersion, long fireAt) {}

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Class<Parameters> parametersType() {
        return Parameters.class;
    }

    @Override
    public Slice next(Position<Parameters> position) {
        Parameters wanted = position.parameters();
        Instant at = Instant.ofEpochMilli(wanted.fireAt());
        PublishedPlan plan = plans.version(position.corpId(), new PlanId(wanted.planId()), wanted.planVersion());
        List<Target> page =
                audience.page(position.corpId(), plan.definition(), at, position.checkpoint(), EnrolTargets.PAGE);
        if (page.isEmpty()) {
            return Slice.last(0, List.of());
        }
        List<Candidate> candidates = page.stream()
                .map(target -> new Candidate(target, null, at, wanted.fireAt()))
                .toList();
        Slice slice = Slice.upTo(page.getLast().id(), page.size(), List.of())
                .with(() -> enrolTargets.enrol(position.corpId(), plan, candidates));
        return position.checkpoint().isEmpty()
                ? slice.ofTotal(audience.count(position.corpId(), plan.definition(), at))
                : slice;
    }
}
