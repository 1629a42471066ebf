package scrm.simulator.callback;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Turns an event into what is posted. */
public final class CallbackSigner {
    private static final Duration STALE = Duration.ofMinutes(10);

    private final String corpId;
    private final CallbackCrypto crypto;
    private final Clock clock;

    public CallbackSigner(String corpId, String token, String encodingAesKey, Clock clock) {
        this.corpId = corpId;
        this.crypto = new CallbackCrypto(token, encodingAesKey);
        this.clock = clock;
    }

    public SignedCallback signed(CallbackEvent event) {
        return signed(event, CallbackMode.NORMAL);
    }

    SignedCallback signed(CallbackEvent event, CallbackMode mode) {
        String encrypted = crypto.encrypt(event.xml(), mode.foreignReceiveId() ? "wwforeign" : corpId);
        String query = query(encrypted, mode);
        String body = "<xml><ToUserName><![CDATA[" + corpId + "]]></ToUserName><Encrypt><![CDATA[" + encrypted
                + "]]></Encrypt></xml>";
        return new SignedCallback(query, body);
    }

    /** The query of the URL check, which asks for {@code echo} back. */
    String echo(String echo) {
        String encrypted = crypto.encrypt(echo, corpId);
        return query(encrypted, CallbackMode.NORMAL) + "&echostr="
                + URLEncoder.encode(encrypted, StandardCharsets.UTF_8);
    }

    private String query(String encrypted, CallbackMode mode) {
        long seconds = clock.instant().getEpochSecond() - (mode.staleSignature() ? STALE.toSeconds() : 0);
        String timestamp = Long.toString(seconds);
        String nonce = Long.toString(ThreadLocalRandom.current().nextLong(1_000_000_000, 10_000_000_000L));
        String signature = crypto.sign(timestamp, nonce, encrypted);
        if (mode.badSignature()) {
            signature = new StringBuilder(signature).reverse().toString();
        }
        return "msg_signature=" + signature + "&timestamp=" + timestamp + "&nonce=" + nonce;
    }
}
