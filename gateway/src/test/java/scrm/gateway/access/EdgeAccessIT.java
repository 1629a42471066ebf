package scrm.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import scrm.gateway.routing.RoutedIT;
import scrm.rest.testing.TestTokens;

class EdgeAccessIT extends RoutedIT {
    private static void isRefused(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(code(answer)).isEqualTo(code);
        assertThat(TAG.seen).isEmpty();
        assertThat(CHANNEL.seen).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/corps/ww1/channels", "/v1/corps/ww1/nothing", "/v1/corps/ww1", "/v1", "/nothing"})
    void withoutATokenNothingPasses(String path) {
        isRefused(send(request(path)), 401, "token_missing");
    }

    @Test
    void aBadTokenDoesNotPass() {
        isRefused(send(request("/v1/corps/ww1/channels").header("Authorization", BEARER + "x")), 401, "token_invalid");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/corps/ww2/channels",
                "/v1/corps/ww2/external-contacts/wm1",
                "/v1/corps/ww2/jobs/tag-1",
                "/v1/corps/ww2/nothing",
                "/v1/corps/ww2"
            })
    void anotherCorpIsForbiddenWhateverThePath(String path) {
        isRefused(send(allowed(path)), 403, "corp_forbidden");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/corps/ww1/channels, tags:read",
        "GET, /v1/corps/ww1/external-contacts, channels:read",
        "GET, /v1/corps/ww1/jobs/tag-1, channels:read",
        "GET, /v1/corps/ww1/jobs?service=tag, channels:read",
        "GET, /v1/corps/ww1/audit?service=tag, tags:read",
        "GET, /v1/corps/ww1/dead-letters?service=tag, tags:read",
        "GET, /v1/corps/ww1/dead-letters/tag-1, tags:read",
        "POST, /v1/corps/ww1/dead-letters/tag-1/replay, ops:read",
        "POST, /v1/corps/ww1/channels, channels:read",
        "DELETE, /v1/corps/ww1/channels/1, channels:read",
        "GET, /v1/corps/ww1/channels, channels:write"
    })
    void theScopeIsThatOfTheServiceAndTheVerb(String method, String path, String scope) {
        isRefused(
                send(request(path)
                        .header("Authorization", TestTokens.bearer("ww1", scope))
                        .method(method, BodyPublishers.noBody())),
                403,
                "scope_missing");
    }

    @Test
    void publicPagesNeedNoToken() {
        assertThat(send(request("/q/abc")).statusCode()).isEqualTo(200);
        assertThat(send(request("/s/abc")).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/q/..%2f..%2fv1/corps/ww2/channels",
                "/q/%2e%2e/v1/corps/ww2/channels",
                "/q/..;/v1/corps/ww2/channels",
                "//v1/corps/ww2/channels",
                "/v1/corps/ww1/../ww2/channels",
                "/v1/corps/ww1;x=1/channels",
                "/v1/corps/ww1%2fchannels/../../ww2/channels"
            })
    void noSpellingOfAPathLeadsAroundTheCheck(String path) {
        HttpResponse<String> answer = send(allowed(path));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(TAG.seen).isEmpty();
        assertThat(CHANNEL.seen).isEmpty();
    }

    @Test
    void callbacksAreOutsideOfTheBearerChain() {
        assertThat(send(request("/wecom/callback/ww1")).statusCode()).isNotEqualTo(403);
        assertThat(code(send(request("/wecom/callback/ww1")))).isNotEqualTo("token_missing");
    }

    @Test
    void healthAndMetricsAreNotRouted() {
        assertThat(send(request("/actuator/prometheus")).statusCode()).isEqualTo(404);
        assertThat(send(request("/actuator/health")).statusCode()).isEqualTo(404);
    }
}
