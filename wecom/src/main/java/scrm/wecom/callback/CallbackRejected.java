package scrm.wecom.callback;

/**
 * A callback that is not one, for one of a few reasons; the only exception of the callback path. It carries no byte of
 * what was sent and no stack trace: strangers cause it at will, so it must cost and tell nothing.
 */
public final class CallbackRejected extends RuntimeException {
    private final Reason reason;

    public CallbackRejected(Reason reason) {
        super("callback rejected: " + reason, null, false, false);
        this.reason = reason;
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }

    /** Why a callback is refused, in the order of the checks. */
    public enum Reason {
        /**
         * {@code msg_signature}, {@code timestamp}, {@code nonce} or {@code echostr} is missing, doubled or malformed.
         */
        PARAMETERS,
        /** The timestamp is too far from our clock: a replay. */
        STALE,
        /** The body is larger than {@link CallbackCodec#MAX_BODY_BYTES}. */
        TOO_LARGE,
        /** The body holds not exactly one {@code <Encrypt>} of Base64. */
        ENVELOPE,
        /** The signature is not the one that the corp's token makes. */
        SIGNATURE,
        /** It was signed, but does not decrypt to the documented layout. */
        CIPHERTEXT,
        /** It was meant for another corp. */
        RECEIVER,
        /** It decrypts to something that is not plain, shallow XML (or, for a URL check, not a short text). */
        CONTENT;

        /** Whether only somebody who has the corp's token can cause it: WeCom, or a mistake in our settings. */
        public boolean isAfterSignature() {
            return compareTo(SIGNATURE) > 0;
        }
    }
}
