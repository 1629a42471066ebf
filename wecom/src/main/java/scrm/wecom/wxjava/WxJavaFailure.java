package scrm.wecom.wxjava;

import com.google.gson.JsonParseException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLHandshakeException;
import me.chanjar.weixin.common.error.WxErrorException;
import org.apache.http.client.HttpResponseException;
import org.apache.http.conn.ConnectTimeoutException;
import org.apache.http.conn.ConnectionPoolTimeoutException;

import scrm.wecom.WeComException.Kind;

/**
 * How a call failed. Causes are left out: their messages may have the URL with the token in it.
 *
 * @param executed whether WeCom may have executed it
 * @param answered whether WeCom answered, be it with a refusal; if not, the breaker counts it
 * @param errcode WeCom's, or 0
 * @param what for people, without token or personal data
 */
record WxJavaFailure(boolean executed, boolean answered, int errcode, String what) {
    /** WxJava's own, for an empty body. */
    private static final int EMPTY = -99;

    static WxJavaFailure of(Exception failure) {
        return switch (failure) {
            case WxErrorException e -> refused(e.getError().getErrorCode());
            // WeCom refuses with errcodes; an HTTP status is a proxy's, and only below 500 it says that it went no
            // further.
            case HttpResponseException e ->
                new WxJavaFailure(e.getStatusCode() >= 500, false, 0, "HTTP status " + e.getStatusCode());
            case ConnectionPoolTimeoutException e -> unsent("no connection was free", e);
            case ConnectTimeoutException e -> unsent("connecting took too long", e);
            case ConnectException e -> unsent("no connection", e);
            case NoRouteToHostException e -> unsent("no route", e);
            case UnknownHostException e -> unsent("unknown host", e);
            case SSLHandshakeException e -> unsent("no TLS connection", e);
            case JsonParseException e -> unreadable();
            case WxJavaCalls.UnreadableException e -> unreadable();
            default ->
                new WxJavaFailure(
                        true, false, 0, "no reply, " + failure.getClass().getSimpleName());
        };
    }

    /** There is a reply, but it is not WeCom's. */
    static WxJavaFailure unreadable() {
        return new WxJavaFailure(true, false, 0, "the reply is not WeCom's");
    }

    private static WxJavaFailure refused(int errcode) {
        return errcode == EMPTY
                ? unreadable()
                : new WxJavaFailure(
                        false, errcode != -1, errcode, "errcode %d, %s".formatted(errcode, Refusals.hint(errcode)));
    }

    private static WxJavaFailure unsent(String what, Exception cause) {
        return new WxJavaFailure(false, false, 0, what + ", " + cause.getClass().getSimpleName());
    }

    /** Whether to try again at once, on the caller's thread. */
    boolean worthAnotherTry(Api api) {
        if (executed || errcode == -1) {
            return api.repeatable();
        }
        return errcode == 0 || errcode == 45033 || errcode == 45035;
    }

    Refusals.Reaction reaction() {
        return errcode == 0 ? Refusals.Reaction.AGAIN : Refusals.reaction(errcode);
    }

    /** A word for metrics. */
    String tag() {
        if (errcode != 0) {
            return Integer.toString(errcode);
        }
        return executed ? "no_reply" : "not_sent";
    }

    Kind kind(Api api) {
        if (executed && !api.repeatable()) {
            return Kind.IN_DOUBT;
        }
        return switch (reaction()) {
            case NEW_TOKEN, AGAIN, BLOCK, FEWER -> Kind.RETRYABLE;
            case MEND -> Kind.MISCONFIGURED;
            case GIVE_UP -> Kind.REFUSED;
        };
    }
}
