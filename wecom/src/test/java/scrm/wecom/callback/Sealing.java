package scrm.wecom.callback;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;

import scrm.events.CorpId;
import scrm.events.WeComEvent;

/** Plays WeCom: seals messages under the keys of the official vectors. */
final class Sealing {
    static final CorpId CORP = new CorpId("wx5823bf96d3bd56c7");
    static final String TOKEN = "QDG6eK";
    static final String AES_KEY = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C";
    static final CallbackKeys KEYS = new CallbackKeys(CORP, TOKEN, AES_KEY);
    static final Instant SENT_AT = Instant.ofEpochSecond(1763800007);
    static final CallbackCodec CODEC = new CallbackCodec();

    private Sealing() {}

    static SealedCallback seal(CallbackKeys keys, String message) {
        return CODEC.seal(
                keys,
                message,
                SENT_AT.getEpochSecond(),
                "1372623149",
                "0123456789abcdef".getBytes(StandardCharsets.US_ASCII));
    }

    static byte[] body(SealedCallback sealed) {
        return sealed.requestXml(CORP.value()).getBytes(StandardCharsets.UTF_8);
    }

    /** There and back. */
    static WeComEvent open(String message) {
        SealedCallback sealed = seal(KEYS, message);
        return CODEC.open(KEYS, sealed.query(), body(sealed));
    }

    /** Signs any text as the encrypted part, whatever it holds. */
    static SealedCallback sign(byte[] encrypted) {
        byte[] signature = new CallbackCipher()
                .signature(
                        KEYS,
                        CallbackCipher.ascii(Long.toString(SENT_AT.getEpochSecond())),
                        CallbackCipher.ascii("1372623149"),
                        encrypted);
        return new SealedCallback(
                HexFormat.of().formatHex(signature),
                SENT_AT.getEpochSecond(),
                "1372623149",
                new String(encrypted, StandardCharsets.ISO_8859_1));
    }
}
