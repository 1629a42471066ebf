package scrm.messaging.erasure;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;

/**
 * What is left of an erased contact.
 *
 * @param erasedAt when it was asked for; nothing was taken in since
 * @param sweptAt when the last deletion was done; absent while data may be left
 */
public record Tombstone(Instant erasedAt, @Nullable Instant sweptAt) {
    /** What a contact is known by afterwards. */
    static byte[] hash(CorpId corpId, ExternalUserId externalUserId) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(corpId.value().getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            return digest.digest(externalUserId.value().getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static String hexHash(CorpId corpId, ExternalUserId externalUserId) {
        return HexFormat.of().formatHex(hash(corpId, externalUserId));
    }
}
