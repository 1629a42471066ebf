package scrm.channel.link;

import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

import scrm.channel.livecode.ShortCode;
import scrm.events.Event;
import scrm.events.ExternalUserId;
import scrm.events.SopEvent.LinkWanted;
import scrm.events.Topic;
import scrm.messaging.EventConsumer;
import scrm.messaging.erasure.ErasedContacts;

/** Keeps links that are about to be said. */
@Component
class LinkListener implements EventConsumer {
    private final WrappedLinks links;
    private final ErasedContacts erased;

    LinkListener(WrappedLinks links, ErasedContacts erased) {
        this.links = links;
        this.erased = erased;
    }

    @Override
    public String name() {
        return "channel-qrcode-service.link";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(Topic.SOP);
    }

    @Override
    public Predicate<Event> concerning(List<Event> poll) {
        return LinkWanted.class::isInstance;
    }

    @Override
    public void on(Event event) {
        if (event instanceof LinkWanted e) {
            ExternalUserId contact = e.personal() ? new ExternalUserId(e.target()) : null;
            boolean forgotten = contact != null && erased.has(e.corpId(), contact);
            links.add(new WrappedLink(
                    new ShortCode(e.code()), e.corpId(), e.linkId(), URI.create(e.url()), forgotten ? null : contact));
        }
    }
}
