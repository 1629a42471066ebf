package scrm.sop.enrolment;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.CorpId;
import scrm.events.EventId;
import scrm.events.SopEvent.EnrolmentStarted;
import scrm.events.UserId;
import scrm.messaging.Outbox;
import scrm.sop.definition.PlanDefinition;
import scrm.sop.definition.Target;
import scrm.sop.definition.Trigger;
import scrm.sop.plan.PublishedPlan;
import scrm.wecom.Corp;
import scrm.wecom.Corps;

/** Enrols in plans, a page at a time with a few statements, whatever chose whom. */
@Service
public class EnrolTargets {
    /** Most candidates of a page. */
    public static final int PAGE = 1000;

    private final Senders senders;
    private final Enrolments enrolments;
    private final StepSchedule steps;
    private final Corps corps;
    private final Outbox outbox;
    private final Clock clock;

    EnrolTargets(Senders senders, Enrolments enrolments, StepSchedule steps, Corps corps, Outbox outbox, Clock clock) {
        this.senders = senders;
        this.enrolments = enrolments;
        this.steps = steps;
        this.corps = corps;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * Enrols those whom the plan does not have already, each once; a page may be told twice. Left out are those in
     * whose name nobody can speak to them: contacts whom no member follows, group chats that are not known or
     * dismissed.
     *
     * @param candidates each once, {@link #PAGE} at most; of another kind than the plan is for they are left out
     * @return those that began
     */
    @Transactional
    public List<Enrolment> enrol(CorpId corpId, PublishedPlan plan, List<Candidate> candidates) {
        PlanDefinition definition = plan.definition();
        List<Candidate> fitting = candidates.stream()
                .filter(candidate -> candidate.target().kind() == definition.audience())
                .toList();
        Enrolments.Once once = once(definition.trigger());
        List<Candidate> free = enrolments.free(corpId, plan.planId(), withSenders(corpId, fitting), once);
        List<Enrolment> begun = enrolments.add(corpId, plan, free, clock.instant());
        schedule(corpId, definition, begun);
        begun.forEach(this::tell);
        return begun;
    }

    /** As {@link #enrol(CorpId, PublishedPlan, List)}, for those who begin now. */
    @Transactional
    public List<Enrolment> enrol(CorpId corpId, PublishedPlan plan, List<Target> targets, long occurrence) {
        Instant now = clock.instant();
        return enrol(
                corpId,
                plan,
                targets.stream()
                        .distinct()
                        .map(target -> new Candidate(target, null, now, occurrence))
                        .toList());
    }

    private static Enrolments.Once once(Trigger trigger) {
        return switch (trigger) {
            case Trigger.ContactAdded _ -> Enrolments.Once.PER_MEMBER;
            case Trigger.Timed _ -> Enrolments.Once.PER_OCCURRENCE;
            default -> Enrolments.Once.AT_A_TIME;
        };
    }

    private List<Candidate> withSenders(CorpId corpId, List<Candidate> candidates) {
        List<Target> open = candidates.stream()
                .filter(candidate -> candidate.userId() == null)
                .map(Candidate::target)
                .toList();
        Map<Target, UserId> found = open.isEmpty() ? Map.of() : senders.of(corpId, open);
        List<Candidate> all = new ArrayList<>();
        for (Candidate candidate : candidates) {
            UserId sender = candidate.userId() == null ? found.get(candidate.target()) : candidate.userId();
            if (sender != null) {
                all.add(candidate.by(sender));
            }
        }
        return all;
    }

    private void schedule(CorpId corpId, PlanDefinition definition, List<Enrolment> begun) {
        if (begun.isEmpty()) {
            return;
        }
        ZoneId zone = corps.find(corpId)
                .map(Corp::timezone)
                .orElseThrow(() -> new IllegalStateException("the corp is not in the corps file"));
        List<StepSchedule.Planned> planned = new ArrayList<>();
        for (Enrolment enrolment : begun) {
            planned.addAll(planned(enrolment, definition, zone));
        }
        steps.schedule(planned);
    }

    static List<StepSchedule.Planned> planned(Enrolment enrolment, PlanDefinition definition, ZoneId zone) {
        List<StepSchedule.Planned> planned = new ArrayList<>();
        for (Instant dueAt : definition.dueTimes(enrolment.triggeredAt(), zone)) {
            int step = planned.size();
            planned.add(new StepSchedule.Planned(
                    enrolment, step, definition.steps().get(step).key(), 0, dueAt));
        }
        return planned;
    }

    private void tell(Enrolment enrolment) {
        outbox.append(new EnrolmentStarted(
                EventId.derived(
                        "EnrolmentStarted",
                        enrolment.corpId().value(),
                        enrolment.id().toString()),
                enrolment.corpId(),
                clock.instant(),
                enrolment.target().id(),
                enrolment.planId().toString(),
                enrolment.planVersion(),
                enrolment.id().toString()));
    }
}
