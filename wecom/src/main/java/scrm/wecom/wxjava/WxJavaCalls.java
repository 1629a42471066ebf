package scrm.wecom.wxjava;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import me.chanjar.weixin.common.error.WxErrorException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

import scrm.events.CorpId;
import scrm.wecom.Caller;
import scrm.wecom.Corp;
import scrm.wecom.Corps;
import scrm.wecom.WeComException;
import scrm.wecom.WeComException.Kind;
import scrm.wecom.token.Token;
import scrm.wecom.token.Tokens;
import scrm.wecom.wxjava.Refusals.Reaction;

/** All calls of all capabilities: JSON to and from our records, with a token, through the gate. */
final class WxJavaCalls {
    private final Corps corps;
    private final Gate gate;
    private final Tokens tokens;
    private final WxJavaHttp http;
    private final Clock clock;
    private final Strangers strangers;

    WxJavaCalls(Corps corps, Gate gate, Tokens tokens, WxJavaHttp http, Clock clock) {
        this.corps = corps;
        this.gate = gate;
        this.tokens = tokens;
        this.http = http;
        this.clock = clock;
        this.strangers = new Strangers(clock);
    }

    <A, R> R get(Caller caller, Api api, Map<String, String> query, Class<A> answer, Function<A, R> read) {
        return call(caller, api, answer, read, token -> http.get(api.path(), with(token, query)));
    }

    <A, R> R post(Caller caller, Api api, Object body, Class<A> answer, Function<A, R> read) {
        String json = WxJavaJson.MAPPER.writeValueAsString(body);
        return call(caller, api, answer, read, token -> http.post(api.path(), with(token, Map.of()), json));
    }

    /** A call whose answer says no more than that it was done. */
    void post(Caller caller, Api api, Object body) {
        Done _ = post(caller, api, body, Done.class, done -> done);
    }

    <A, R> R upload(
            Caller caller,
            Api api,
            Map<String, String> query,
            String filename,
            byte[] content,
            Class<A> answer,
            Function<A, R> read) {
        return call(caller, api, answer, read, token -> http.upload(api.path(), with(token, query), filename, content));
    }

    Duration outlook(Caller caller, Api api, long calls) {
        return gate.outlook(caller, api, calls);
    }

    Corp corp(Caller caller) {
        CorpId corpId = caller.corpId();
        Corp corp = corps.find(corpId)
                .orElseThrow(() -> new WeComException(
                        Kind.MISCONFIGURED,
                        WeComException.NO_ERRCODE,
                        corpId + " is not served: its entry in the corps file is missing or disabled",
                        strangers.retryAfter(corpId),
                        null));
        strangers.met(corpId);
        return corp;
    }

    private <A, R> R call(Caller caller, Api api, Class<A> answer, Function<A, R> read, Exchange exchange) {
        Corp corp = corp(caller);
        return gate.pass(corp, caller, api, () -> parse(withToken(corp, caller, api, exchange), answer, read));
    }

    /** WeCom calls a token invalid before it executes anything, so the call may be made once more, whatever it is. */
    private String withToken(Corp corp, Caller caller, Api api, Exchange exchange) throws Exception {
        Token token = tokens.current(corp);
        try {
            return inTime(caller, api, exchange, token);
        } catch (WxErrorException e) {
            if (Refusals.reaction(e.getError().getErrorCode()) != Reaction.NEW_TOKEN) {
                throw e;
            }
            return inTime(caller, api, exchange, tokens.replace(corp, token));
        }
    }

    /** Looks at the clock last of all, for there was waiting for quota and token before, and noting takes time too. */
    private String inTime(Caller caller, Api api, Exchange exchange, Token token) throws Exception {
        try {
            caller.beforeSending().run();
        } catch (RuntimeException e) { // whatever the caller notes it in: nothing has left us
            throw notCalled(caller, api, "its caller could not note the call", e);
        }
        Instant notAfter = caller.notAfter();
        if (notAfter != null && clock.instant().isAfter(notAfter)) {
            throw notCalled(caller, api, "its last moment passed while it waited", null);
        }
        return exchange.send(token);
    }

    private static WeComException notCalled(Caller caller, Api api, String why, @Nullable Exception cause) {
        return new WeComException(
                Kind.RETRYABLE,
                WeComException.NO_ERRCODE,
                "%s of %s is not called: %s".formatted(api.path(), caller.corpId(), why),
                null,
                cause);
    }

    /** @throws UnreadableException when it is no answer of WeCom's, or lacks what every such answer has */
    static <A, R> R parse(String body, Class<A> answer, Function<A, R> read) throws UnreadableException {
        try {
            JsonNode tree = WxJavaJson.MAPPER.readTree(body);
            // Whatever answered without an errcode, it was not WeCom.
            if (!tree.has("errcode")) {
                throw new UnreadableException();
            }
            return read.apply(WxJavaJson.MAPPER.treeToValue(tree, answer));
        } catch (JacksonException | NullPointerException | IllegalArgumentException e) {
            throw new UnreadableException();
        }
    }

    private static Map<String, String> with(Token token, Map<String, String> query) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("access_token", token.value());
        all.putAll(query);
        return all;
    }

    /** One request with a token. */
    @FunctionalInterface
    private interface Exchange {
        String send(Token token) throws Exception;
    }

    /** An answer with nothing but errcode and errmsg. */
    record Done() {}

    /** A reply that is not WeCom's. */
    static final class UnreadableException extends Exception {
        private static final long serialVersionUID = 1;

        UnreadableException() {
            super("the reply is not WeCom's");
        }
    }
}
