package scrm.channel.script;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

import scrm.attachment.KeptAttachment;
import scrm.attachment.MediaContentId;
import scrm.events.UserId;

/**
 * What a live code promises to say to those who come by it.
 *
 * @param text absent when attachments say it all
 * @param memberNames how members call themselves, for {@code {memberName}}
 * @param attachments 9 at most
 */
public record WelcomeContent(
        @Nullable WelcomeText text, Map<UserId, String> memberNames, List<KeptAttachment> attachments) {
    public WelcomeContent {
        memberNames = Map.copyOf(memberNames);
        attachments = List.copyOf(attachments);
    }

    /** The bytes that must be at WeCom before this can be sent. */
    public List<MediaContentId> contents() {
        return attachments.stream()
                .flatMap(attachment -> attachment.content().stream())
                .distinct()
                .toList();
    }
}
