package scrm.wecom.callback;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import scrm.wecom.callback.CallbackRejected.Reason;

/**
 * The outer XML of a callback, {@code <xml><ToUserName/><AgentID/><Encrypt/></xml>}. Nothing vouches for it, so no XML
 * parser sees it: the one {@code <Encrypt>} is found by its bytes. That cannot be fooled into another message, since
 * the signature covers exactly the Base64 that is returned, and the rest of the envelope is not used.
 */
final class Envelope {
    private static final byte[] OPEN = ascii("<Encrypt>");
    private static final byte[] CLOSE = ascii("</Encrypt>");
    private static final byte[] CDATA_OPEN = ascii("<![CDATA[");
    private static final byte[] CDATA_CLOSE = ascii("]]>");

    private static final boolean[] BASE64 = base64();

    private Envelope() {}

    /**
     * The content of the only {@code <Encrypt>}, with or without CDATA.
     *
     * @throws CallbackRejected ({@code ENVELOPE}) if there is not exactly one, or it is anything but Base64
     */
    static byte[] encrypted(byte[] body) {
        int open = indexOf(body, OPEN, 0);
        if (open < 0) {
            throw new CallbackRejected(Reason.ENVELOPE);
        }
        int start = open + OPEN.length;
        boolean cdata = startsWith(body, CDATA_OPEN, start);
        start += cdata ? CDATA_OPEN.length : 0;
        int end = start;
        while (end < body.length && BASE64[body[end] & 0xff]) {
            end++;
        }
        int close = end;
        if (cdata) {
            close = startsWith(body, CDATA_CLOSE, end) ? end + CDATA_CLOSE.length : body.length;
        }
        if (end == start || !startsWith(body, CLOSE, close) || indexOf(body, OPEN, close) >= 0) {
            throw new CallbackRejected(Reason.ENVELOPE);
        }
        return Arrays.copyOfRange(body, start, end);
    }

    private static int indexOf(byte[] body, byte[] what, int from) {
        for (int i = from; i <= body.length - what.length; i++) {
            if (body[i] == what[0] && startsWith(body, what, i)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean startsWith(byte[] body, byte[] what, int at) {
        return at <= body.length - what.length && Arrays.equals(body, at, at + what.length, what, 0, what.length);
    }

    private static boolean[] base64() {
        boolean[] allowed = new boolean[256];
        for (byte b : ascii("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=")) {
            allowed[b] = true;
        }
        return allowed;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
