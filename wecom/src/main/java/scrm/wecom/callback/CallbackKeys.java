package scrm.wecom.callback;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import scrm.events.CorpId;
import scrm.wecom.Corp;

/**
 * What opens one corp's callbacks, made ready once: the token that signs and the AES key that encrypts. Source:
 * document 90968.
 */
public final class CallbackKeys {
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9]{1,32}");
    private static final Pattern AES_KEY = Pattern.compile("[A-Za-z0-9]{43}");

    private final CorpId corpId;
    private final byte[] receiveId;
    private final byte[] token;
    private final SecretKeySpec aesKey;
    private final IvParameterSpec iv;

    /**
     * @param corpId the corp, which must be the {@code receiveid} of each message
     * @param token {@code Token}, 1 to 32 letters and digits
     * @param encodingAesKey {@code EncodingAESKey}, 43 letters and digits
     * @throws IllegalArgumentException naming the setting, never its value
     */
    public CallbackKeys(CorpId corpId, String token, String encodingAesKey) {
        if (!TOKEN.matcher(token).matches()) {
            throw new IllegalArgumentException("callbackToken must be 1 to 32 letters and digits");
        }
        if (!AES_KEY.matcher(encodingAesKey).matches()) {
            throw new IllegalArgumentException("callbackAesKey must be 43 letters and digits");
        }
        byte[] key = Base64.getDecoder().decode(encodingAesKey + "=");
        this.corpId = corpId;
        this.receiveId = corpId.value().getBytes(StandardCharsets.UTF_8);
        this.token = token.getBytes(StandardCharsets.US_ASCII);
        this.aesKey = new SecretKeySpec(key, "AES");
        this.iv = new IvParameterSpec(key, 0, 16);
    }

    /**
     * The keys of a corp.
     *
     * @throws IllegalArgumentException naming the setting that is not as WeCom makes it, never its value
     */
    public static CallbackKeys of(Corp corp) {
        return new CallbackKeys(corp.corpId(), corp.callbackToken(), corp.callbackAesKey());
    }

    /** The corp. */
    public CorpId corpId() {
        return corpId;
    }

    byte[] receiveId() {
        return receiveId;
    }

    byte[] token() {
        return token;
    }

    SecretKeySpec aesKey() {
        return aesKey;
    }

    IvParameterSpec iv() {
        return iv;
    }

    /** Shows no secret. */
    @Override
    public String toString() {
        return "CallbackKeys[" + corpId + "]";
    }
}
