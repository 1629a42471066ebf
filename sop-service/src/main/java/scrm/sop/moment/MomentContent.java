package scrm.sop.moment;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.attachment.KeptAttachment;

/**
 * What a moment shows. Source: document 95094.
 *
 * @param text at most 2000 characters and 4000 bytes of UTF-8; absent when attachments show it all
 * @param attachments 9 images at most, or one video, or one link
 */
public record MomentContent(@Nullable String text, List<KeptAttachment> attachments) {
    static final int MAX_CHARACTERS = 2000;
    static final int MAX_BYTES = 4000;
    static final int MAX_IMAGES = 9;

    public MomentContent {
        attachments = List.copyOf(attachments);
    }

    /** Whether a text has more characters than WeCom takes. */
    static boolean isTooLong(String text) {
        return text.codePointCount(0, text.length()) > MAX_CHARACTERS;
    }

    /** Whether a text has more bytes than WeCom takes. */
    static boolean hasTooManyBytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES;
    }
}
