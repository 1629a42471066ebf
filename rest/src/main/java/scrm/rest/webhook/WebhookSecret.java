package scrm.rest.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What receiver and sender share. It signs as Standard Webhooks 1.0.0 ("Signature scheme", symmetric) says, and writes
 * itself as stars.
 *
 * @param value {@code whsec_} and the Base64 of 24 to 64 bytes
 */
public record WebhookSecret(String value) {
    private static final String PREFIX = "whsec_";
    private static final int LEAST_BYTES = 24;
    private static final int MOST_BYTES = 64;
    private static final String ALGORITHM = "HmacSHA256";

    public WebhookSecret {
        if (!isWellFormed(value)) {
            throw new IllegalArgumentException("a webhook's secret is whsec_ and the Base64 of 24 to 64 bytes");
        }
    }

    public static boolean isWellFormed(String text) {
        try {
            int bytes = text.startsWith(PREFIX) ? key(text).length : 0;
            return bytes >= LEAST_BYTES && bytes <= MOST_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * The signature of a message, as {@code webhook-signature} carries it.
     *
     * @param id its {@code webhook-id}
     * @param at its {@code webhook-timestamp}, in whole seconds
     * @param body as it is sent
     */
    public String sign(String id, Instant at, String body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key(value), ALGORITHM));
            byte[] signature =
                    mac.doFinal((id + "." + at.getEpochSecond() + "." + body).getBytes(StandardCharsets.UTF_8));
            return "v1," + Base64.getEncoder().encodeToString(signature);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA256", e);
        }
    }

    private static byte[] key(String text) {
        return Base64.getDecoder().decode(text.substring(PREFIX.length()));
    }

    @Override
    public String toString() {
        return "whsec_***";
    }
}
