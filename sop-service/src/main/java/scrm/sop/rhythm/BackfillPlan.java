package scrm.sop.rhythm;

import java.time.Clock;
import java.time.Instant;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.CorpId;
import scrm.messaging.job.Job;
import scrm.messaging.job.Jobs;
import scrm.rest.Conflict;
import scrm.rest.InvalidRequest;
import scrm.sop.definition.Trigger;
import scrm.sop.plan.PlanId;
import scrm.sop.plan.PublishedPlan;
import scrm.sop.plan.RunningPlans;

/**
 * Enrols those whom a plan would have taken before it was published. Only who was added is known for the past, and not
 * by which way; of other triggers nobody keeps what happened.
 */
@Service
class BackfillPlan {
    private final RunningPlans plans;
    private final Jobs jobs;
    private final Clock clock;

    BackfillPlan(RunningPlans plans, Jobs jobs, Clock clock) {
        this.plans = plans;
        this.jobs = jobs;
        this.clock = clock;
    }

    /** Those who were added from then until before then, as far as they still are contacts; they begin now. */
    @Transactional
    public Job start(CorpId corpId, PlanId planId, Instant from, Instant until) {
        plans.check(corpId, planId);
        PublishedPlan plan = plans.newest(corpId, planId).orElseThrow(() -> Conflict.of("plan_not_running"));
        if (!plan.definition().trigger().equals(new Trigger.ContactAdded(null, null, null))) {
            throw Conflict.of("past_unknown");
        }
        if (!from.isBefore(until)) {
            throw InvalidRequest.field("until", "too_small", from);
        }
        return jobs.start(
                corpId,
                BackfillWorker.KIND,
                new BackfillWorker.Parameters(
                        planId.value(), plan.version(), from.toEpochMilli(), until.toEpochMilli(), clock.millis()),
                0);
    }
}
