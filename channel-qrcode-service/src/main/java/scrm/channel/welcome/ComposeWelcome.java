package scrm.channel.welcome;

import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import scrm.attachment.KeptAttachment;
import scrm.attachment.MediaContentId;
import scrm.attachment.MediaContents;
import scrm.channel.livecode.Invitation;
import scrm.channel.livecode.ScannedCode;
import scrm.channel.script.WelcomeContent;
import scrm.channel.script.WelcomeText;
import scrm.channel.welcome.Welcome.Reason;
import scrm.rest.PublicProperties;
import scrm.wecom.Attachment;
import scrm.wecom.Caller;
import scrm.wecom.ExternalContacts;
import scrm.wecom.WeComException;

/**
 * Puts a welcome into words for one contact. Asks WeCom for nothing, unless the text names the contact; what cannot be
 * had in time is done without.
 */
@Service
class ComposeWelcome {
    private final ExternalContacts externalContacts;
    private final MediaContents contents;
    private final PublicProperties pages;
    private final Clock clock;

    ComposeWelcome(ExternalContacts externalContacts, MediaContents contents, PublicProperties pages, Clock clock) {
        this.externalContacts = externalContacts;
        this.contents = contents;
        this.pages = pages;
        this.clock = clock;
    }

    /**
     * What is sent.
     *
     * @param text null if there is none
     * @param attachments those that WeCom has the bytes of
     * @param lacking what it goes without, the gravest if it is more than one thing; null: nothing
     */
    record Message(
            @Nullable String text,
            List<Attachment> attachments,
            @Nullable Reason lacking) {
        Message {
            attachments = List.copyOf(attachments);
        }

        boolean isEmpty() {
            return text == null && attachments.isEmpty();
        }
    }

    Message compose(Welcome welcome, WelcomeContent content, ScannedCode scanned) {
        WelcomeText text = content.text();
        List<Attachment> attachments = attachments(welcome, content);
        Invitation invitation = scanned.invitation();
        Reason lacking = null;
        if (invitation == null && scanned.invites()) {
            lacking = Reason.INVITATION_MISSING;
        } else if (attachments.size() < content.attachments().size()) {
            lacking = Reason.MEDIA_MISSING;
        }
        if (invitation != null) {
            URI link = invitation.shortCode().link(pages);
            attachments.add(new Attachment.Link(invitation.title(), null, null, link.toString()));
        }
        if (text == null) {
            return new Message(null, attachments, lacking);
        }
        Optional<String> contactName = text.usesContactName() ? contactName(welcome) : Optional.empty();
        if (lacking == null && text.usesContactName() && contactName.isEmpty()) {
            lacking = Reason.CONTACT_NAME_MISSING;
        }
        String rendered = text.render(new WelcomeText.Names(
                contactName, content.memberNames().get(welcome.userId()), scanned.channelName(), scanned.name()));
        return new Message(rendered, attachments, lacking);
    }

    private Optional<String> contactName(Welcome welcome) {
        try {
            return Optional.of(externalContacts
                            .get(Caller.welcome(welcome.corpId(), welcome.deadline()), welcome.externalUserId())
                            .name())
                    .filter(name -> !name.isBlank());
        } catch (WeComException e) {
            // Half-added contacts cannot be read (84061); for the others a neutral word now is worth more than a
            // name too late.
            return Optional.empty();
        }
    }

    private List<Attachment> attachments(Welcome welcome, WelcomeContent content) {
        Map<MediaContentId, String> mediaIds = contents.mediaIds(welcome.corpId(), content.contents(), clock.instant());
        List<Attachment> attachments = new ArrayList<>();
        for (KeptAttachment attachment : content.attachments()) {
            if (attachment.content().stream().allMatch(mediaIds::containsKey)) {
                attachments.add(attachment.uploaded(id -> Objects.requireNonNull(mediaIds.get(id))));
            }
        }
        return attachments;
    }
}
