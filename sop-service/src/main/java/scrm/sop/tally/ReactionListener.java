package scrm.sop.tally;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

import scrm.events.ConversionEvent.OrderPlaced;
import scrm.events.Event;
import scrm.events.ExternalContactEvent.ExternalContactDeleted;
import scrm.events.ExternalContactEvent.FollowUserDeleted;
import scrm.events.ExternalUserId;
import scrm.events.SopEvent.EnrolmentEnded;
import scrm.events.SopEvent.LinkClicked;
import scrm.events.Topic;
import scrm.messaging.EventConsumer;
import scrm.sop.enrolment.Enrolment;

/** Hears what contacts do. */
@Component
class ReactionListener implements EventConsumer {
    private static final String REPLIED = Enrolment.Status.REPLIED.name();

    private final Reactions reactions;

    ReactionListener(Reactions reactions) {
        this.reactions = reactions;
    }

    @Override
    public String name() {
        return "sop-service.reaction";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(Topic.EXTERNAL_CONTACT, Topic.ATTRIBUTION, Topic.SOP);
    }

    /** Most events of these topics are about something else. */
    @Override
    public Predicate<Event> concerning(List<Event> poll) {
        return event -> event instanceof OrderPlaced
                || event instanceof LinkClicked
                || (event instanceof EnrolmentEnded ended && REPLIED.equals(ended.reason()))
                || event instanceof ExternalContactDeleted
                || event instanceof FollowUserDeleted;
    }

    @Override
    public void on(Event event) {
        switch (event) {
            case OrderPlaced e ->
                reactions.add(e.corpId(), Reactions.Kind.BOUGHT, e.externalUserId(), e.occurredAt(), e.orderId());
            case LinkClicked e ->
                reactions.add(
                        e.corpId(), Reactions.Kind.CLICKED, new ExternalUserId(e.target()), e.occurredAt(), e.linkId());
            case EnrolmentEnded e ->
                reactions.add(
                        e.corpId(),
                        Reactions.Kind.REPLIED,
                        new ExternalUserId(e.target()),
                        e.occurredAt(),
                        e.enrolmentId());
            case ExternalContactDeleted e ->
                reactions.add(
                        e.corpId(),
                        Reactions.Kind.LOST,
                        e.externalUserId(),
                        e.occurredAt(),
                        e.userId().value());
            case FollowUserDeleted e ->
                reactions.add(
                        e.corpId(),
                        Reactions.Kind.LOST,
                        e.externalUserId(),
                        e.occurredAt(),
                        e.userId().value());
            default -> {}
        }
    }
}
