package scrm.sop.enrolment;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.CorpId;
import scrm.events.EventId;
import scrm.events.SopEvent.EnrolmentEnded;
import scrm.messaging.Outbox;
import scrm.sop.definition.Target;

/** Ends enrolments: when all is said, or when there is nobody to say it to. */
@Service
public class EndEnrolment {
    private final FollowRelations relations;
    private final Enrolments enrolments;
    private final StepSchedule steps;
    private final Outbox outbox;
    private final Clock clock;

    EndEnrolment(FollowRelations relations, Enrolments enrolments, StepSchedule steps, Outbox outbox, Clock clock) {
        this.relations = relations;
        this.enrolments = enrolments;
        this.steps = steps;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Member and contact ceased to be friends then. */
    @Transactional
    void lost(Pair pair, Instant at) {
        relations.lost(pair, at);
        cancel(enrolments.endLost(pair, at, clock.instant()), Enrolment.Status.LOST);
    }

    /** It is there no more. */
    @Transactional
    void lost(CorpId corpId, Target target) {
        end(enrolments.active(corpId, target).stream().map(Enrolment::id).toList(), Enrolment.Status.LOST);
    }

    /** Ends those of these that go on before all is done; returns how many. */
    @Transactional
    int end(Collection<EnrolmentId> ids, Enrolment.Status how) {
        List<Enrolment> ended = enrolments.end(ids, how, clock.instant());
        cancel(ended, how);
        return ended.size();
    }

    private void cancel(List<Enrolment> ended, Enrolment.Status how) {
        steps.cancel(ended);
        ended.forEach(enrolment -> tell(enrolment, how));
    }

    /** Every step of these is settled. */
    @Transactional
    public void completed(Collection<EnrolmentId> ids) {
        for (Enrolment enrolment : enrolments.end(ids, Enrolment.Status.COMPLETED, clock.instant())) {
            tell(enrolment, Enrolment.Status.COMPLETED);
        }
    }

    private void tell(Enrolment enrolment, Enrolment.Status reason) {
        outbox.append(new EnrolmentEnded(
                EventId.derived(
                        "EnrolmentEnded",
                        enrolment.corpId().value(),
                        enrolment.id().toString()),
                enrolment.corpId(),
                clock.instant(),
                enrolment.target().id(),
                enrolment.id().toString(),
                reason.name()));
    }
}
