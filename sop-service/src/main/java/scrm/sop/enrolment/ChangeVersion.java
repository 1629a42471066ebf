package scrm.sop.enrolment;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.CorpId;
import scrm.messaging.job.Jobs;
import scrm.sop.plan.PlanId;
import scrm.sop.plan.PlanPublished;
import scrm.sop.plan.PlanPublished.Running;
import scrm.sop.plan.PublishedPlan;
import scrm.sop.plan.RunningPlans;
import scrm.wecom.Corp;
import scrm.wecom.Corps;

/** Has enrolments in earlier versions go over to a new one, or end, some at a time. */
@Service
class ChangeVersion {
    private final RunningPlans plans;
    private final Enrolments enrolments;
    private final EndEnrolment endEnrolment;
    private final StepSchedule steps;
    private final Corps corps;
    private final Jobs jobs;

    ChangeVersion(
            RunningPlans plans,
            Enrolments enrolments,
            EndEnrolment endEnrolment,
            StepSchedule steps,
            Corps corps,
            Jobs jobs) {
        this.plans = plans;
        this.enrolments = enrolments;
        this.endEnrolment = endEnrolment;
        this.steps = steps;
        this.corps = corps;
        this.jobs = jobs;
    }

    /** In the transaction of the publication. */
    @EventListener
    void on(PlanPublished event) {
        PublishedPlan plan = event.plan();
        if (event.running() == Running.FINISH) {
            return;
        }
        long outdated = enrolments.countOutdated(event.corpId(), plan.planId(), plan.version());
        if (outdated > 0) {
            jobs.start(
                    event.corpId(),
                    ChangeVersionWorker.KIND,
                    new ChangeVersionWorker.Change(plan.planId().value(), plan.version(), event.running()),
                    outdated);
        }
    }

    /** How many of the next page there are in an earlier version. */
    @Transactional(readOnly = true)
    public int left(CorpId corpId, PlanId planId, int version, int limit) {
        return (int) Math.min(limit, enrolments.countOutdated(corpId, planId, version));
    }

    /** The next of them; those whom it took are in an earlier version no more. */
    @Transactional
    public void next(CorpId corpId, PlanId planId, int version, Running running, int limit) {
        List<Enrolment> outdated = enrolments.outdated(corpId, planId, version, limit);
        if (running == Running.STOP) {
            endEnrolment.end(outdated.stream().map(Enrolment::id).toList(), Enrolment.Status.STOPPED);
        } else {
            move(corpId, outdated, plans.version(corpId, planId, version));
        }
    }

    private void move(CorpId corpId, List<Enrolment> outdated, PublishedPlan plan) {
        ZoneId zone = corps.find(corpId)
                .map(Corp::timezone)
                .orElseThrow(() -> new IllegalStateException("the corp is not in the corps file"));
        List<Enrolment> moved =
                outdated.stream().map(enrolment -> enrolment.in(plan.version())).toList();
        enrolments.move(corpId, moved.stream().map(Enrolment::id).toList(), plan.version());
        List<StepSchedule.Planned> planned = new ArrayList<>();
        for (Enrolment enrolment : moved) {
            planned.addAll(EnrolTargets.planned(enrolment, plan.definition(), zone));
        }
        endEnrolment.completed(steps.replace(moved, planned));
    }
}
