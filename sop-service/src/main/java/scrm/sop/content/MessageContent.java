package scrm.sop.content;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.attachment.KeptAttachment;
import scrm.sop.material.Rendering;

/**
 * What a message says. Source: document 92135.
 *
 * @param text at most 4000 bytes of UTF-8; absent when attachments say it all
 * @param attachments 9 at most
 */
public record MessageContent(@Nullable String text, List<KeptAttachment> attachments) implements Wording {
    public MessageContent {
        attachments = List.copyOf(attachments);
    }

    /** What a material says to one receiver. */
    public static MessageContent of(Rendering.Ready ready) {
        return new MessageContent(ready.text(), ready.attachments());
    }

    /** 16 characters that tell contents apart. */
    public String fingerprint() {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
