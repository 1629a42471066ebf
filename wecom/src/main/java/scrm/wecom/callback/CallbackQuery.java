package scrm.wecom.callback;

import org.jspecify.annotations.Nullable;

import scrm.wecom.callback.CallbackRejected.Reason;

/**
 * The query of a callback, well-formed but not yet verified. Source: document 90930.
 *
 * @param msgSignature 40 lower-case hex digits
 * @param timestamp Unix seconds as they were sent, 1 to 10 digits: the signature covers this very text
 * @param nonce 1 to 128 visible ASCII characters
 * @param echostr Base64, at most 1024 characters; only in a URL check
 */
public record CallbackQuery(
        String msgSignature,
        String timestamp,
        String nonce,
        @Nullable String echostr) {
    private static final int MAX_LENGTH = 8192;

    /** @throws CallbackRejected ({@code PARAMETERS}) if a parameter is not of its form */
    public CallbackQuery {
        require(msgSignature.length() == 40 && msgSignature.chars().allMatch(CallbackQuery::isLowerHex));
        require(!timestamp.isEmpty()
                && timestamp.length() <= 10
                && timestamp.chars().allMatch(CallbackQuery::isDigit));
        require(!nonce.isEmpty() && nonce.length() <= 128);
        require(echostr == null || (!echostr.isEmpty() && echostr.length() <= 1024));
    }

    /**
     * Reads a raw query string. Each parameter must come exactly once; a {@code +} is a plus, as in Base64, whether it
     * was percent-encoded or not; parameters that we do not know are ignored.
     *
     * @throws CallbackRejected ({@code PARAMETERS}) for anything else
     */
    public static CallbackQuery parse(@Nullable String rawQuery) {
        if (rawQuery == null || rawQuery.length() > MAX_LENGTH) {
            throw new CallbackRejected(Reason.PARAMETERS);
        }
        String msgSignature = null;
        String timestamp = null;
        String nonce = null;
        String echostr = null;
        for (int start = 0; start < rawQuery.length(); ) {
            int end = rawQuery.indexOf('&', start);
            end = end < 0 ? rawQuery.length() : end;
            int equals = rawQuery.indexOf('=', start);
            if (equals >= 0 && equals < end) {
                switch (rawQuery.substring(start, equals)) {
                    case "msg_signature" -> msgSignature = once(msgSignature, rawQuery, equals + 1, end);
                    case "timestamp" -> timestamp = once(timestamp, rawQuery, equals + 1, end);
                    case "nonce" -> nonce = once(nonce, rawQuery, equals + 1, end);
                    case "echostr" -> echostr = once(echostr, rawQuery, equals + 1, end);
                    default -> {}
                }
            }
            start = end + 1;
        }
        if (msgSignature == null || timestamp == null || nonce == null) {
            throw new CallbackRejected(Reason.PARAMETERS);
        }
        return new CallbackQuery(msgSignature, timestamp, nonce, echostr);
    }

    /** The timestamp as Unix seconds. */
    public long epochSecond() {
        return Long.parseLong(timestamp);
    }

    private static String once(@Nullable String before, String query, int start, int end) {
        require(before == null);
        StringBuilder value = new StringBuilder(end - start);
        for (int i = start; i < end; i++) {
            char c = query.charAt(i);
            if (c == '%') {
                require(i + 2 < end);
                int high = Character.digit(query.charAt(i + 1), 16);
                int low = Character.digit(query.charAt(i + 2), 16);
                require(high >= 0 && low >= 0);
                c = (char) (high * 16 + low);
                i += 2;
            }
            require(c > ' ' && c < 0x7f);
            value.append(c);
        }
        return value.toString();
    }

    private static boolean isLowerHex(int c) {
        return isDigit(c) || (c >= 'a' && c <= 'f');
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new CallbackRejected(Reason.PARAMETERS);
        }
    }

    /** Shows nothing that could be replayed. */
    @Override
    public String toString() {
        return "CallbackQuery[timestamp=" + timestamp + "]";
    }
}
