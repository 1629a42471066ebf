package scrm.sop.enrolment;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.EventId;
import scrm.events.SopEvent.EnrolmentStarted;
import scrm.messaging.Outbox;
import scrm.sop.plan.PlanDefinition;
import scrm.sop.plan.PublishedPlan;
import scrm.sop.plan.RunningPlans;
import scrm.sop.plan.Trigger.Arrival;
import scrm.wecom.Corp;
import scrm.wecom.Corps;

@Service
class EnrolContact {
    private final FollowRelations relations;
    private final RunningPlans plans;
    private final Enrolments enrolments;
    private final StepSchedule steps;
    private final Corps corps;
    private final Outbox outbox;
    private final Clock clock;

    EnrolContact(
            FollowRelations relations,
            RunningPlans plans,
            Enrolments enrolments,
            StepSchedule steps,
            Corps corps,
            Outbox outbox,
            Clock clock) {
        this.relations = relations;
        this.plans = plans;
        this.enrolments = enrolments;
        this.steps = steps;
        this.corps = corps;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * A contact was added: enrols him in each plan that takes him. May be told twice of one adding, once by WeCom and
     * once by whoever found out about the live code; a plan takes him once.
     */
    @Transactional
    public void added(Pair pair, Instant at, Arrival arrival) {
        if (relations.added(pair, at)) {
            for (PublishedPlan plan : plans.taking(pair.corpId(), arrival)) {
                enrol(pair, plan, at);
            }
        }
    }

    private void enrol(Pair pair, PublishedPlan plan, Instant at) {
        ZoneId zone = corps.find(pair.corpId())
                .map(Corp::timezone)
                .orElseThrow(() -> new IllegalStateException("the corp is not in the corps file"));
        Instant now = clock.instant();
        enrolments.add(pair, plan, at, now).ifPresent(enrolment -> {
            List<StepSchedule.Planned> planned = new ArrayList<>();
            for (PlanDefinition.Step step : plan.definition().steps()) {
                planned.add(new StepSchedule.Planned(
                        enrolment, planned.size(), step.key(), 0, step.when().dueAt(at, zone)));
            }
            steps.schedule(planned);
            outbox.append(new EnrolmentStarted(
                    EventId.derived(
                            "EnrolmentStarted",
                            pair.corpId().value(),
                            enrolment.id().toString()),
                    pair.corpId(),
                    now,
                    pair.externalUserId().value(),
                    plan.planId().toString(),
                    plan.version(),
                    enrolment.id().toString()));
        });
    }
}
