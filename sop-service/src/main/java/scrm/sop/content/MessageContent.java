package scrm.sop.groupmessage;

import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.attachment.KeptAttachment;

/**
 * What is said. Source: document 92135.
 *
 * @param text at most 4000 bytes of UTF-8; absent when attachments say it all
 * @param attachments 9 at most
 */
public record MessageContent(@Nullable String text, List<KeptAttachment> attachments) {
    /** Longest text that WeCom takes, in bytes of UTF-8. */
    public static final int MAX_TEXT_BYTES = 4000;

    /** Most attachments that WeCom takes. */
    public static final int MAX_ATTACHMENTS = 9;

    public MessageContent {
        attachments = List.copyOf(attachments);
    }
}
