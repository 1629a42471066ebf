package scrm.sop.link;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import scrm.attachment.KeptAttachment;
import scrm.events.CorpId;
import scrm.events.EventId;
import scrm.events.ExternalUserId;
import scrm.events.SopEvent.LinkWanted;
import scrm.messaging.Outbox;
import scrm.rest.PublicProperties;
import scrm.sop.content.MessageContent;

/**
 * Has the links that messages have as attachments lead over short links of ours. A link that one contact gets tells who
 * followed it; one that many get tells how often it was followed. What messages say in their texts stays as it is.
 */
@Service
public class WrapLinks {
    private final SaidLinks links;
    private final Outbox outbox;
    private final Optional<PublicProperties> pages;
    private final Clock clock;

    WrapLinks(SaidLinks links, Outbox outbox, LinkProperties properties, Clock clock) {
        this.links = links;
        this.outbox = outbox;
        this.pages = properties.pages();
        this.clock = clock;
    }

    /**
     * A message that is about to be handed over.
     *
     * @param contact the only one who gets it; null: it may be many
     */
    public record Said(
            LinkOrigin origin,
            MessageContent content,
            @Nullable ExternalUserId contact) {}

    /** The same messages as they are to be handed over, in the running transaction. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Map<Said, MessageContent> wrap(CorpId corpId, Collection<Said> messages) {
        Set<SaidLink> all = new LinkedHashSet<>();
        if (pages.isPresent()) {
            messages.forEach(said -> all.addAll(links(said)));
        }
        Map<SaidLink, SaidLinks.Code> codes = all.isEmpty() ? Map.of() : links.codes(corpId, all);
        codes.forEach((link, code) -> {
            if (code.isNew()) {
                outbox.append(wanted(corpId, link, code.value()));
            }
        });
        Map<Said, MessageContent> wrapped = new LinkedHashMap<>();
        messages.forEach(said -> wrapped.put(said, wrapped(said, codes)));
        return wrapped;
    }

    private static List<SaidLink> links(Said said) {
        List<SaidLink> found = new ArrayList<>();
        for (KeptAttachment attachment : said.content().attachments()) {
            link(said, attachment).ifPresent(found::add);
        }
        return found;
    }

    private static Optional<SaidLink> link(Said said, KeptAttachment attachment) {
        return attachment instanceof KeptAttachment.Link link
                ? address(link.url()).map(url -> new SaidLink(said.origin(), url, said.contact()))
                : Optional.empty();
    }

    /** What no browser could be led to stays as it is. */
    private static Optional<URI> address(String url) {
        try {
            URI address = new URI(url);
            boolean web = "http".equalsIgnoreCase(address.getScheme()) || "https".equalsIgnoreCase(address.getScheme());
            return web && address.getHost() != null ? Optional.of(address) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private MessageContent wrapped(Said said, Map<SaidLink, SaidLinks.Code> codes) {
        if (codes.isEmpty()) {
            return said.content();
        }
        return new MessageContent(
                said.content().text(),
                said.content().attachments().stream()
                        .map(attachment -> link(said, attachment)
                                .<KeptAttachment>map(link -> leadingOver(
                                        (KeptAttachment.Link) attachment, Objects.requireNonNull(codes.get(link))))
                                .orElse(attachment))
                        .toList());
    }

    private KeptAttachment.Link leadingOver(KeptAttachment.Link link, SaidLinks.Code code) {
        return new KeptAttachment.Link(
                link.title(),
                link.picUrl(),
                link.desc(),
                pages.orElseThrow().page("/q/" + code.value()).toString());
    }

    private LinkWanted wanted(CorpId corpId, SaidLink link, String code) {
        ExternalUserId contact = link.contact();
        return new LinkWanted(
                EventId.derived("LinkWanted", corpId.value(), code),
                corpId,
                clock.instant(),
                contact == null ? code : contact.value(),
                code,
                code,
                link.url().toString(),
                contact != null);
    }
}
