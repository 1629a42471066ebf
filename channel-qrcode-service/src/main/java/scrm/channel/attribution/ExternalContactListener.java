package scrm.channel.attribution;

import java.util.Set;
import org.springframework.stereotype.Component;

import scrm.channel.attribution.Touch.Kind;
import scrm.events.Event;
import scrm.events.ExternalContactEvent;
import scrm.events.ExternalContactEvent.ExternalContactAdded;
import scrm.events.ExternalContactEvent.ExternalContactDeleted;
import scrm.events.ExternalContactEvent.ExternalContactHalfAdded;
import scrm.events.ExternalContactEvent.FollowUserDeleted;
import scrm.events.TaggingEvent.ExternalContactStored;
import scrm.events.Topic;
import scrm.messaging.EventConsumer;

/** Attribution's way in: what WeCom said of contacts, and what tag-service found when it read them. */
@Component
class ExternalContactListener implements EventConsumer {
    /** {@code Source} of a deletion that handed the contact to another member. Source: document 92130. */
    private static final String BY_TRANSFER = "DELETE_BY_TRANSFER";

    private final AttributeContact attributeContact;
    private final RepairAttribution repairAttribution;

    ExternalContactListener(AttributeContact attributeContact, RepairAttribution repairAttribution) {
        this.attributeContact = attributeContact;
        this.repairAttribution = repairAttribution;
    }

    @Override
    public String name() {
        return "channel-qrcode-service";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(Topic.EXTERNAL_CONTACT, Topic.TAGGING);
    }

    @Override
    public void on(Event event) {
        switch (event) {
            case ExternalContactAdded e ->
                attributeContact.touched(pair(e), e.id(), Kind.ADDED, e.state(), e.occurredAt());
            case ExternalContactHalfAdded e ->
                attributeContact.touched(pair(e), e.id(), Kind.HALF_ADDED, e.state(), e.occurredAt());
            case ExternalContactDeleted e ->
                attributeContact.touched(
                        pair(e),
                        e.id(),
                        BY_TRANSFER.equals(e.source()) ? Kind.TRANSFERRED : Kind.LOST,
                        null,
                        e.occurredAt());
            case FollowUserDeleted e -> attributeContact.touched(pair(e), e.id(), Kind.LOST, null, e.occurredAt());
            case ExternalContactStored e -> repairAttribution.found(e);
            default -> {}
        }
    }

    private static Pair pair(ExternalContactEvent event) {
        return new Pair(event.corpId(), event.userId(), event.externalUserId());
    }
}
