package scrm.sop.enrolment;

import java.util.Set;
import org.springframework.stereotype.Component;

import scrm.events.AttributionEvent.ContactAttributed;
import scrm.events.CorpId;
import scrm.events.Event;
import scrm.events.ExternalContactEvent.ExternalContactAdded;
import scrm.events.ExternalContactEvent.ExternalContactDeleted;
import scrm.events.ExternalContactEvent.FollowUserDeleted;
import scrm.events.ExternalUserId;
import scrm.events.Topic;
import scrm.events.UserId;
import scrm.messaging.EventConsumer;
import scrm.sop.definition.Happening;

/** The plans' way in: who was added and lost, and by which live code. */
@Component
class ExternalContactListener implements EventConsumer {
    private final EnrolContact enrolContact;
    private final EndEnrolment endEnrolment;

    ExternalContactListener(EnrolContact enrolContact, EndEnrolment endEnrolment) {
        this.enrolContact = enrolContact;
        this.endEnrolment = endEnrolment;
    }

    @Override
    public String name() {
        return "sop-service";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(Topic.EXTERNAL_CONTACT, Topic.ATTRIBUTION);
    }

    @Override
    public void on(Event event) {
        switch (event) {
            case ExternalContactAdded e ->
                enrolContact.added(
                        pair(e.corpId(), e.userId(), e.externalUserId()),
                        e.occurredAt(),
                        new Happening.Added(null, null, e.state()));
            case ContactAttributed e ->
                enrolContact.added(
                        pair(e.corpId(), e.userId(), e.externalUserId()),
                        e.occurredAt(),
                        new Happening.Added(e.liveCodeId(), e.channelId(), null));
            case ExternalContactDeleted e ->
                endEnrolment.lost(pair(e.corpId(), e.userId(), e.externalUserId()), e.occurredAt());
            case FollowUserDeleted e ->
                endEnrolment.lost(pair(e.corpId(), e.userId(), e.externalUserId()), e.occurredAt());
            default -> {}
        }
    }

    private static Pair pair(CorpId corpId, UserId userId, ExternalUserId externalUserId) {
        return new Pair(corpId, userId, externalUserId);
    }
}
