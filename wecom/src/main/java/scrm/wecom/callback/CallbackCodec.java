package scrm.wecom.callback;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

import scrm.events.EventId;
import scrm.events.WeComEvent;
import scrm.wecom.callback.CallbackRejected.Reason;

/**
 * Opens what WeCom sends to a callback URL, and seals what looks like it. Checks in this order: size, envelope,
 * signature (constant time, over the bytes as they came), cipher layout, receiver, XML. Whether the timestamp is fresh
 * is the caller's to decide, who has the clock. Thread-safe. Sources: documents 90930, 90968, 92130.
 */
public final class CallbackCodec {
    /** A body may have 64 KB. */
    public static final int MAX_BODY_BYTES = 64 * 1024;

    private static final int MAX_ECHO_LENGTH = 128;

    /**
     * Tools that no thread is using. Not a ThreadLocal: a virtual thread lives for one request and would make its own.
     * Nothing in here blocks, so there are never more of them than threads that really run.
     */
    private final ConcurrentLinkedDeque<CallbackCipher> idle = new ConcurrentLinkedDeque<>();

    /**
     * Opens a callback.
     *
     * @param keys the keys of the corp whose URL was called
     * @param query its query
     * @param body its body as it came
     * @return the event; {@link scrm.events.UnrecognizedCallback} for every kind that we do not know and for known
     *     kinds that lack what they must have
     * @throws CallbackRejected if it is not an authentic, well-formed message for this corp; nothing else, for any
     *     bytes
     */
    public WeComEvent open(CallbackKeys keys, CallbackQuery query, byte[] body) {
        if (body.length > MAX_BODY_BYTES) {
            throw new CallbackRejected(Reason.TOO_LARGE);
        }
        byte[] message = message(keys, query, Envelope.encrypted(body));
        return EventReader.read(
                keys.corpId(),
                EventId.ofCallback(keys.corpId(), message),
                Instant.ofEpochSecond(query.epochSecond()),
                message);
    }

    /**
     * Answers a URL check: the text that must be sent back bare.
     *
     * @throws CallbackRejected if it is not an authentic URL check for this corp. A callback's ciphertext is signed in
     *     the same way, so a text that is not short and plain is refused too: nobody who overheard a callback can have
     *     it decrypted here
     */
    public String echo(CallbackKeys keys, CallbackQuery query) {
        String echostr = query.echostr();
        if (echostr == null) {
            throw new CallbackRejected(Reason.PARAMETERS);
        }
        byte[] message = message(keys, query, CallbackCipher.ascii(echostr));
        if (message.length == 0 || message.length > MAX_ECHO_LENGTH) {
            throw new CallbackRejected(Reason.CONTENT);
        }
        for (byte b : message) {
            if (b <= ' ' || b >= 0x7f || b == '<') {
                throw new CallbackRejected(Reason.CONTENT);
            }
        }
        return new String(message, StandardCharsets.US_ASCII);
    }

    /**
     * Encrypts and signs a message for a corp, as WeCom does.
     *
     * @param message UTF-8 text, most often XML
     * @param timestamp Unix seconds
     * @param nonce 1 to 128 visible ASCII characters
     * @param random16 16 random bytes
     */
    public SealedCallback seal(CallbackKeys keys, String message, long timestamp, String nonce, byte[] random16) {
        return with(cipher -> {
            byte[] encrypted = cipher.encrypt(keys, random16, message.getBytes(StandardCharsets.UTF_8));
            byte[] signature = cipher.signature(
                    keys, CallbackCipher.ascii(Long.toString(timestamp)), CallbackCipher.ascii(nonce), encrypted);
            return new SealedCallback(
                    HexFormat.of().formatHex(signature),
                    timestamp,
                    nonce,
                    new String(encrypted, StandardCharsets.US_ASCII));
        });
    }

    private byte[] message(CallbackKeys keys, CallbackQuery query, byte[] encrypted) {
        return with(cipher -> {
            cipher.verify(keys, query, encrypted);
            return cipher.decrypt(keys, encrypted);
        });
    }

    private <T> T with(Function<CallbackCipher, T> use) {
        @Nullable CallbackCipher kept = idle.pollFirst();
        CallbackCipher cipher = kept == null ? new CallbackCipher() : kept;
        try {
            return use.apply(cipher);
        } finally {
            idle.addFirst(cipher);
        }
    }
}
