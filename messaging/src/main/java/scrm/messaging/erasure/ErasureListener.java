package scrm.messaging.erasure;

import java.util.Set;

import scrm.events.Event;
import scrm.events.TaggingEvent.ContactErased;
import scrm.events.TaggingEvent.ContactReadmitted;
import scrm.events.Topic;
import scrm.messaging.EventConsumer;

/** Follows what another service decided about contacts' data. */
record ErasureListener(String name, EraseContacts erase) implements EventConsumer {
    @Override
    public Set<Topic> topics() {
        return Set.of(Topic.TAGGING);
    }

    @Override
    public void on(Event event) {
        switch (event) {
            case ContactErased e -> {
                boolean _ = erase.erase(e.corpId(), e.externalUserId());
            }
            case ContactReadmitted e -> {
                boolean _ = erase.readmit(e.corpId(), e.externalUserId());
            }
            default -> {}
        }
    }
}
