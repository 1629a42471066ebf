package scrm.wecom.wxjava;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

import scrm.wecom.Caller;
import scrm.wecom.Corp;
import scrm.wecom.token.Token;
import scrm.wecom.token.TokenSource;

/** {@code gettoken}, in the first lane: everything else waits for it. */
final class WxJavaTokenSource implements TokenSource {
    private final Gate gate;
    private final WxJavaHttp http;
    private final Clock clock;

    WxJavaTokenSource(Gate gate, WxJavaHttp http, Clock clock) {
        this.gate = gate;
        this.http = http;
        this.clock = clock;
    }

    @Override
    public Token fetch(Corp corp) {
        Map<String, String> query = Map.of("corpid", corp.corpId().value(), "corpsecret", corp.secret());
        return gate.pass(corp, Caller.token(corp.corpId()), Api.GET_TOKEN, () -> {
            Instant asked = clock.instant();
            return WxJavaCalls.parse(
                    http.get(Api.GET_TOKEN.path(), query),
                    Answer.class,
                    answer -> new Token(
                            Objects.requireNonNull(WxJavaJson.text(answer.accessToken)),
                            asked,
                            asked.plusSeconds(answer.expiresIn)));
        });
    }

    private record Answer(@Nullable String accessToken, long expiresIn) {}
}
