package scrm.events;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Names one event for good, so that its effects can be guarded against repetition: each consumer inserts it once, in
 * the transaction of the effect.
 *
 * @param value 64 lower-case hex digits (SHA-256)
 */
public record EventId(String value) implements Id {
    public EventId {
        Id.check("EventId", value, 64);
        if (value.length() != 64 || !value.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
            throw new IllegalArgumentException("EventId must be 64 lower-case hex digits");
        }
    }

    /** The id of a callback: SHA-256 over the corp id and the decrypted XML, equal for WeCom's own retries. */
    public static EventId ofCallback(CorpId corpId, byte[] decryptedXml) {
        MessageDigest digest = sha256();
        digest.update(corpId.value().getBytes(StandardCharsets.UTF_8));
        return new EventId(HexFormat.of().formatHex(digest.digest(decryptedXml)));
    }

    /**
     * The id of a decision of ours, made from what it was decided on, so that a repeated decision gets the same id.
     *
     * @param parts for example the event that led to it, the service and the step; their order counts
     */
    public static EventId derived(String... parts) {
        MessageDigest digest = sha256();
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            digest.update((byte) (bytes.length >>> 8));
            digest.update((byte) bytes.length);
            digest.update(bytes);
        }
        return new EventId(HexFormat.of().formatHex(digest.digest()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
