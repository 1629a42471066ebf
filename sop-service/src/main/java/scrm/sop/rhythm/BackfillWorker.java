package scrm.sop.rhythm;

import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

import scrm.events.UserId;
import scrm.messaging.job.JobHandler;
import scrm.sop.enrolment.Candidate;
import scrm.sop.enrolment.EnrolTargets;
import scrm.sop.plan.PlanId;
import scrm.sop.plan.PublishedPlan;
import scrm.sop.plan.RunningPlans;
import scrm.sop.rhythm.Audiences.Friend;

/** Goes through those who were added in a time, in the order in which they were. */
@Component
class BackfillWorker implements JobHandler<BackfillWorker.Parameters> {
    static final String KIND = "plan-backfill";

    private final RunningPlans plans;
    private final Audiences audiences;
    private final EnrolTargets enrolTargets;

    BackfillWorker(RunningPlans plans, Audiences audiences, EnrolTargets enrolTargets) {
        this.plans = plans;
        this.audiences = audiences;
        this.enrolTargets = enrolTargets;
    }

    /** All times in milliseconds of the epoch. */
    record Parameters(long planId, int planVersion, long from, long until, long begin) {}

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
        Friend after = position.checkpoint().isEmpty()
                ? Friend.before(Instant.ofEpochMilli(wanted.from()))
                : Friend.parse(position.checkpoint());
        List<Friend> page =
                audiences.added(position.corpId(), after, Instant.ofEpochMilli(wanted.until()), EnrolTargets.PAGE);
        if (page.isEmpty()) {
            return Slice.last(0, List.of());
        }
        PublishedPlan plan = plans.version(position.corpId(), new PlanId(wanted.planId()), wanted.planVersion());
        Instant begin = Instant.ofEpochMilli(wanted.begin());
        List<Candidate> candidates = page.stream()
                .map(friend -> new Candidate(friend.target(), new UserId(friend.userId()), begin, 0))
                .toList();
        return Slice.upTo(page.getLast().toString(), page.size(), List.of())
                .with(() -> enrolTargets.enrol(position.corpId(), plan, candidates));
    }
}
