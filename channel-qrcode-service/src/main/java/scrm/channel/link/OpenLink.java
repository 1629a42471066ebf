package scrm.channel.link;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.channel.livecode.ShortCode;
import scrm.events.EventId;
import scrm.events.ExternalUserId;
import scrm.events.SopEvent;
import scrm.events.SopEvent.LinkClicked;
import scrm.events.SopEvent.LinkOpened;
import scrm.messaging.Outbox;
import scrm.messaging.erasure.ErasedContacts;

/** Finds links by their codes, and tells of those whom they lead on. A link that a crowd opens is read once. */
@Service
public class OpenLink {
    private static final Duration MEMORY = Duration.ofMinutes(5);
    private static final int MOST = 100_000;

    private final WrappedLinks links;
    private final ErasedContacts erased;
    private final Outbox outbox;
    private final Clock clock;
    private final Cache<ShortCode, WrappedLink> memory =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(MEMORY).build();

    OpenLink(WrappedLinks links, ErasedContacts erased, Outbox outbox, Clock clock) {
        this.links = links;
        this.erased = erased;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * Of whichever corp. One that is not there yet may be there in a moment, so that nothing is remembered of it.
     *
     * @throws org.springframework.dao.DataAccessException if it is not remembered and the database is away
     */
    public Optional<WrappedLink> find(ShortCode code) {
        WrappedLink known = memory.getIfPresent(code);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<WrappedLink> found = links.find(code);
        found.ifPresent(link -> memory.put(code, link));
        return found;
    }

    /** A person opened it. */
    @Transactional
    public void opened(WrappedLink link) {
        outbox.append(event(link, clock.instant()));
    }

    private SopEvent event(WrappedLink link, Instant now) {
        EventId id = EventId.derived("link-opened", UUID.randomUUID().toString());
        ExternalUserId contact = link.contact();
        String url = link.url().toString();
        return contact == null || erased.has(link.corpId(), contact)
                ? new LinkOpened(id, link.corpId(), now, link.linkId(), link.linkId(), url)
                : new LinkClicked(id, link.corpId(), now, contact.value(), link.linkId(), url);
    }
}
