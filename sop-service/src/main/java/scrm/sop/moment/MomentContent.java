package scrm.sop.moment;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import scrm.attachment.KeptAttachment;
import scrm.sop.content.MaterialWording;

/**
 * What a moment shows. Source: document 95094.
 *
 * @param text at most 2000 characters and 4000 bytes of UTF-8; absent when attachments show it all
 * @param attachments 9 images at most, or one video, or one link
 * @param material of which it was made; null: somebody wrote it
 */
public record MomentContent(
        @Nullable String text,
        List<KeptAttachment> attachments,
        @Nullable MaterialWording material) {
    static final int MAX_CHARACTERS = 2000;
    static final int MAX_BYTES = 4000;
    static final int MAX_IMAGES = 9;

    public MomentContent {
        attachments = List.copyOf(attachments);
    }

    /** What somebody wrote. */
    public MomentContent(@Nullable String text, List<KeptAttachment> attachments) {
        this(text, attachments, null);
    }

    /** What is wrong with one that was made of a material, if anything is. */
    Optional<String> problem() {
        if (text != null && (isTooLong(text) || hasTooManyBytes(text))) {
            return Optional.of("text_too_long");
        }
        boolean images = attachments.stream().allMatch(KeptAttachment.Image.class::isInstance);
        boolean oneOther = attachments.size() == 1
                && (attachments.getFirst() instanceof KeptAttachment.Video
                        || attachments.getFirst() instanceof KeptAttachment.Link);
        return images || oneOther ? Optional.empty() : Optional.of("moment_attachments");
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
