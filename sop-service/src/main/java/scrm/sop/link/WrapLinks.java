package scrm.sop.link;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
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
import scrm.sop.content.MaterialWording;
import scrm.sop.content.MessageContent;
import scrm.sop.content.Wording;
import scrm.sop.material.RenderMaterial;
import scrm.sop.material.Rendering;
import scrm.sop.material.VariableText;

/**
 * Has the links of messages lead over short links of ours, those in their texts and those that are attached. A link
 * that one contact gets tells who followed it; one that many get tells how often it was followed. Nothing else of a
 * message changes.
 */
@Service
public class WrapLinks {
    private static final int MOST_CHARACTERS = 2048;
    private static final String ANY_CODE = "x".repeat(SaidLinks.CODE_LENGTH);

    private final SaidLinks links;
    private final RenderMaterial materials;
    private final Outbox outbox;
    private final Optional<PublicProperties> pages;
    private final Clock clock;

    WrapLinks(SaidLinks links, RenderMaterial materials, Outbox outbox, LinkProperties properties, Clock clock) {
        this.links = links;
        this.materials = materials;
        this.outbox = outbox;
        this.pages = properties.pages();
        this.clock = clock;
    }

    /**
     * A message that is about to be handed over.
     *
     * @param wording what it was before it was put into words
     * @param only the only one who gets it; null: it may be many
     */
    public record Said(
            LinkOrigin origin,
            Wording wording,
            MessageContent content,
            @Nullable ExternalUserId only) {}

    /**
     * Its links that lead over ours.
     *
     * @param contact whose own they are; null: many have them
     * @param inText those in the text
     */
    private record Wrapping(Said said, @Nullable ExternalUserId contact, Set<String> inText) {
        SaidLink link(URI url) {
            return new SaidLink(said.origin(), url, contact);
        }

        Optional<SaidLink> attached(KeptAttachment attachment) {
            return attachment instanceof KeptAttachment.Link link
                    ? address(link.url()).map(this::link)
                    : Optional.empty();
        }

        List<SaidLink> all() {
            List<SaidLink> all = new ArrayList<>();
            inText.forEach(url -> all.add(link(URI.create(url))));
            said.content()
                    .attachments()
                    .forEach(attachment -> attached(attachment).ifPresent(all::add));
            return all;
        }
    }

    /** The same messages as they are to be handed over, in the running transaction. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Map<Said, MessageContent> wrap(CorpId corpId, Collection<Said> messages) {
        Map<Said, MessageContent> wrapped = new LinkedHashMap<>();
        if (pages.isEmpty()) {
            messages.forEach(said -> wrapped.put(said, said.content()));
            return wrapped;
        }
        List<Wrapping> wrappings =
                messages.stream().map(said -> wrapping(corpId, said)).toList();
        Set<SaidLink> all = new LinkedHashSet<>();
        wrappings.forEach(wrapping -> all.addAll(wrapping.all()));
        Map<SaidLink, SaidLinks.Code> codes = all.isEmpty() ? Map.of() : links.codes(corpId, all);
        codes.forEach((link, code) -> {
            if (code.isNew()) {
                outbox.append(wanted(corpId, link, code.value()));
            }
        });
        wrappings.forEach(wrapping -> wrapped.put(wrapping.said(), wrapped(wrapping, codes)));
        return wrapped;
    }

    private Wrapping wrapping(CorpId corpId, Said said) {
        return switch (said.wording()) {
            case MessageContent written -> new Wrapping(said, null, inText(said, written(written.text())));
            case MaterialWording material -> {
                boolean personal = materials.isPersonal(corpId, material.materialId(), material.decidedVersion());
                VariableText text = materials.written(corpId, material.materialId(), material.decidedVersion());
                Set<String> written = text == null ? Set.of() : TextLinks.in(text.template(), text::isVariableAt);
                yield new Wrapping(said, personal ? said.only() : null, inText(said, written));
            }
        };
    }

    private static Set<String> written(@Nullable String text) {
        return text == null ? Set.of() : TextLinks.in(text);
    }

    /**
     * Links of the text that lead over ours: only those that somebody of the corp wrote. One that a variable is part of
     * tells who follows it anyway, and what contacts call themselves must not become a link of ours. A text that would
     * become too long stays as it is.
     */
    private Set<String> inText(Said said, Set<String> written) {
        String text = said.content().text();
        if (text == null || written.isEmpty()) {
            return Set.of();
        }
        Set<String> links = TextLinks.in(text);
        links.retainAll(written);
        links.removeIf(link -> address(link).isEmpty());
        String longest = TextLinks.replace(text, link -> links.contains(link) ? page(ANY_CODE) : link);
        return longest.getBytes(StandardCharsets.UTF_8).length <= Rendering.MAX_TEXT_BYTES ? links : Set.of();
    }

    /** What no browser could be led to stays as it is. */
    private static Optional<URI> address(String url) {
        try {
            URI address = new URI(url);
            boolean web = "http".equalsIgnoreCase(address.getScheme()) || "https".equalsIgnoreCase(address.getScheme());
            return web && address.getHost() != null && url.length() <= MOST_CHARACTERS
                    ? Optional.of(address)
                    : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private MessageContent wrapped(Wrapping wrapping, Map<SaidLink, SaidLinks.Code> codes) {
        MessageContent content = wrapping.said().content();
        if (codes.isEmpty()) {
            return content;
        }
        return new MessageContent(
                wrapped(wrapping, content.text(), codes),
                content.attachments().stream()
                        .map(attachment -> wrapping.attached(attachment)
                                .<KeptAttachment>map(
                                        link -> leadingOver((KeptAttachment.Link) attachment, page(link, codes)))
                                .orElse(attachment))
                        .toList());
    }

    private @Nullable String wrapped(Wrapping wrapping, @Nullable String text, Map<SaidLink, SaidLinks.Code> codes) {
        return text == null
                ? null
                : TextLinks.replace(
                        text,
                        link -> wrapping.inText().contains(link) ? page(wrapping.link(URI.create(link)), codes) : link);
    }

    private String page(SaidLink link, Map<SaidLink, SaidLinks.Code> codes) {
        return page(Objects.requireNonNull(codes.get(link)).value());
    }

    private String page(String code) {
        return pages.orElseThrow().page("/q/" + code).toString();
    }

    private static KeptAttachment.Link leadingOver(KeptAttachment.Link link, String page) {
        return new KeptAttachment.Link(link.title(), link.picUrl(), link.desc(), page);
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
