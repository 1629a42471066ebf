package scrm.simulator;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What a client and the simulator must agree on about one corp and its one self-built app.
 *
 * @param corpId the corp
 * @param name shown to people
 * @param agentId the app
 * @param secret the app's secret, for {@code gettoken}
 * @param callbackToken signs callbacks, at most 32 characters
 * @param callbackAesKey encrypts callbacks, 43 characters
 * @param callbackUrl where callbacks go; null: nowhere, they are only logged
 */
public record CorpDefinition(
        String corpId,
        String name,
        long agentId,
        String secret,
        String callbackToken,
        String callbackAesKey,
        @Nullable URI callbackUrl) {

    public CorpDefinition {
        if (callbackAesKey.length() != 43) {
            throw new IllegalArgumentException("callbackAesKey has 43 characters, not " + callbackAesKey.length());
        }
    }

    /** A corp whose secrets are derived from its id: the same in every process, so that no file need be shared. */
    public static CorpDefinition of(String corpId) {
        return new CorpDefinition(
                corpId,
                corpId,
                1_000_002,
                hex("secret", corpId).substring(0, 43),
                hex("token", corpId).substring(0, 32),
                alphanumeric(Base64.getEncoder().encodeToString(digest("aes", corpId)))
                        .substring(0, 43),
                null);
    }

    public CorpDefinition named(String newName) {
        return new CorpDefinition(corpId, newName, agentId, secret, callbackToken, callbackAesKey, callbackUrl);
    }

    public CorpDefinition withSecret(String newSecret) {
        return new CorpDefinition(corpId, name, agentId, newSecret, callbackToken, callbackAesKey, callbackUrl);
    }

    public CorpDefinition withCallback(String token, String aesKey) {
        return new CorpDefinition(corpId, name, agentId, secret, token, aesKey, callbackUrl);
    }

    public CorpDefinition withCallbackUrl(@Nullable URI url) {
        return new CorpDefinition(corpId, name, agentId, secret, callbackToken, callbackAesKey, url);
    }

    /** WeCom's keys hold letters and digits only, although any Base64 would decode. */
    private static String alphanumeric(String base64) {
        return base64.replace('+', 'p').replace('/', 's');
    }

    private static String hex(String purpose, String corpId) {
        return HexFormat.of().formatHex(digest(purpose, corpId));
    }

    private static byte[] digest(String purpose, String corpId) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest((purpose + ":" + corpId).getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
