package scrm.sop.enrolment;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.EventId;
import scrm.events.SopEvent.EnrolmentEnded;
import scrm.messaging.Outbox;

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
        for (Enrolment enrolment : enrolments.endLost(pair, at, clock.instant())) {
            steps.cancel(enrolment);
            tell(enrolment, Enrolment.Status.LOST);
        }
    }

    /** Every step of these is settled. */
    @Transactional
    public void completed(Collection<EnrolmentId> ids) {
        for (Enrolment enrolment : enrolments.complete(ids, clock.instant())) {
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
