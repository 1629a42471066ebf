package scrm.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import scrm.gateway.routing.RoutedIT;
import scrm.rest.testing.TestTokens;

/** The settings are those of {@link RoutedIT}: who is limited there drips so slowly that only the bursts count. */
class LimitIT extends RoutedIT {
    private static final String SCOPES = "channels:read channels:write tags:read";

    private HttpRequest.Builder by(String client, String corp, String path) {
        String token = bearer(TestTokens.claims(corp, SCOPES).claim("client_id", client));
        return request("/v1/corps/" + corp + path).header("Authorization", token);
    }

    private static String bearer(JWTClaimsSet.Builder claims) {
        return "Bearer " + TestTokens.sign(claims.build());
    }

    private List<HttpResponse<String>> send(int times, String client, String corp) {
        return IntStream.range(0, times)
                .mapToObj(_ -> send(by(client, corp, "/channels")))
                .toList();
    }

    private static long answered(List<HttpResponse<String>> answers) {
        return answers.stream().filter(answer -> answer.statusCode() == 200).count();
    }

    @Test
    void aClientPastItsBudgetIsToldWhenToComeAgain() {
        List<HttpResponse<String>> answers = send(15, "limited", "wwlimit");

        assertThat(answered(answers)).isBetween(5L, 10L);
        HttpResponse<String> last = answers.getLast();
        assertThat(last.statusCode()).isEqualTo(429);
        assertThat(last.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(code(last)).isEqualTo("too_many_requests");
        assertThat(json(last).path("reason").asString()).isEqualTo("client_reads");
        assertThat(last.headers().firstValueAsLong("Retry-After").orElseThrow()).isBetween(1L, 1100L);
        assertThat(last.headers().firstValue("RateLimit-Policy")).hasValue("\"client-reads\";q=10;w=1000");
        assertThat(last.headers().firstValue("RateLimit").orElseThrow()).startsWith("\"client-reads\";r=0;t=");
        assertThat(CHANNEL.seen).hasSize((int) answered(answers));
    }

    @Test
    void whoIsWithinTheBudgetsReadsWhatIsLeft() {
        HttpResponse<String> answer = send(by("unlimited", "wwlimit", "/channels"));

        assertThat(answer.headers().firstValue("RateLimit-Policy"))
                .hasValue("\"client-reads\";q=400;w=2, \"corp-reads\";q=2000;w=2");
        assertThat(answer.headers().firstValue("RateLimit").orElseThrow())
                .matches("\"client-reads\";r=\\d+;t=\\d+, \"corp-reads\";r=\\d+;t=\\d+");
    }

    @Test
    void readsDoNotUseUpWritesNorOneCorpAnothers() {
        assertThat(send(15, "limited", "wwother").getLast().statusCode()).isEqualTo(429);

        assertThat(send(by("limited", "wwother", "/channels").POST(BodyPublishers.ofString("{}")))
                        .statusCode())
                .isEqualTo(200);
        assertThat(send(by("limited", "wwquiet", "/channels")).statusCode()).isEqualTo(200);
    }

    @Test
    void aCorpHasOneBudgetHoweverItIsSpelt() {
        send(15, "limited", "wwspelt");

        String token = bearer(TestTokens.claims("wwspelt", SCOPES).claim("client_id", "limited"));
        assertThat(send(request("/v1/corps/%77wspelt/channels").header("Authorization", token))
                        .statusCode())
                .isEqualTo(429);
    }

    @Test
    void aTokenThatNamesNobodyHasABudgetToo() {
        String token = bearer(TestTokens.claims("wwlimit", SCOPES).subject(null));

        assertThat(send(request("/v1/corps/wwlimit/channels").header("Authorization", token))
                        .headers()
                        .firstValue("RateLimit-Policy"))
                .isPresent();
    }

    @Test
    void aNoisyCorpLeavesTheOthersAlone() {
        List<HttpResponse<String>> noisy = IntStream.range(0, 60)
                .mapToObj(n -> send(by("client-" + n, "wwnoisy", "/channels")))
                .toList();
        List<HttpResponse<String>> quiet = send(30, "somebody", "wwquiet");

        assertThat(answered(noisy)).isBetween(10L, 20L);
        assertThat(json(noisy.getLast()).path("reason").asString()).isEqualTo("corp_reads");
        assertThat(answered(quiet)).isEqualTo(30);
    }

    @Test
    void aTokenForAllCorpsGetsNoBudgetForEachCorpThatItMakesUp() {
        String token = bearer(TestTokens.claims("*", SCOPES).claim("client_id", "limited"));
        List<HttpResponse<String>> answers = IntStream.range(0, 15)
                .mapToObj(n ->
                        send(request("/v1/corps/made-up-" + n + "/channels").header("Authorization", token)))
                .toList();

        assertThat(answers.getLast().statusCode()).isEqualTo(429);
    }

    @Test
    void publicPagesAndRefusedTokensCountForNobody() {
        for (int i = 0; i < 15; i++) {
            assertThat(send(request("/q/abc")).headers().map()).doesNotContainKey("ratelimit");
            HttpResponse<String> foreign = send(by("limited", "wwmine", "/channels")
                    .uri(request("/v1/corps/wwlimit2/channels").build().uri()));
            assertThat(foreign.statusCode()).isEqualTo(403);
        }
        assertThat(send(by("limited", "wwlimit2", "/channels")).statusCode()).isEqualTo(200);
    }
}
