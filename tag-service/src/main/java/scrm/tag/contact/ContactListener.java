package scrm.tag.contact;

import java.util.Set;
import org.springframework.stereotype.Component;

import scrm.events.Event;
import scrm.events.ExternalContactEvent;
import scrm.events.ExternalContactEvent.ExternalContactAdded;
import scrm.events.ExternalContactEvent.ExternalContactDeleted;
import scrm.events.ExternalContactEvent.ExternalContactHalfAdded;
import scrm.events.ExternalContactEvent.FollowUserDeleted;
import scrm.events.Topic;
import scrm.messaging.EventConsumer;

/**
 * Hears of relations. A loss is taken down as told; everything else is read anew from WeCom, once after the last word.
 */
@Component
class ContactListener implements EventConsumer {
    private final StoreContacts store;

    ContactListener(StoreContacts store) {
        this.store = store;
    }

    @Override
    public String name() {
        return "tag-service.contact";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(Topic.EXTERNAL_CONTACT);
    }

    @Override
    public void on(Event event) {
        switch (event) {
            case ExternalContactDeleted e -> {
                boolean transferred = "DELETE_BY_TRANSFER".equals(e.source());
                ended(e, transferred ? Ending.By.TRANSFER : Ending.By.MEMBER);
            }
            case FollowUserDeleted e -> ended(e, Ending.By.CONTACT);
            default -> {}
        }
    }

    private void ended(ExternalContactEvent event, Ending.By by) {
        store.ended(event.corpId(), event.userId(), event.externalUserId(), new Ending(by, event.occurredAt()));
    }

    /** Two edits in one second are byte-identical: the second is a duplicate to the inbox, but not to a reader. */
    @Override
    public void onEveryArrival(Event event) {
        if (event instanceof ExternalContactEvent e) {
            boolean added = e instanceof ExternalContactAdded || e instanceof ExternalContactHalfAdded;
            store.outdated(e.corpId(), e.externalUserId(), added);
        }
    }
}
