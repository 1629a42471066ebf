package scrm.rest.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import scrm.rest.RestIT;
import scrm.rest.testing.CorpWall;
import scrm.rest.testing.TestTokens;

@Import(AccessIT.Elsewhere.class)
@TestPropertySource(properties = "scrm.rest.public-paths=/q/**")
class AccessIT extends RestIT {
    @RestController
    static class Elsewhere {
        @GetMapping("/q/{code}")
        String publicPage() {
            return "public";
        }

        @GetMapping("/stray")
        String stray() {
            return "for anybody with a token";
        }
    }

    @LocalManagementPort
    int managementPort;

    private Answer with(String authorization) {
        return send(request(THINGS).header("Authorization", authorization));
    }

    private static void isProblem(Answer answer, int status, String code) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.code()).isEqualTo(code);
    }

    @Test
    void aTokenOfTheCorpWithTheScopePasses() {
        assertThat(with(TestTokens.bearer(CORP, "things:read")).status()).isEqualTo(200);
        assertThat(with(TestTokens.bearer("*", "other:read things:read")).status())
                .isEqualTo(200);
    }

    @Test
    void withoutATokenNothingBelowACorpAnswers() {
        for (String path : List.of(THINGS, "/v1/corps/ww1", "/v1/corps/ww1/nothing", "/nothing")) {
            Answer answer = send(request(path));
            isProblem(answer, 401, "token_missing");
            assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
        }
    }

    static Stream<Arguments> spoiledTokens() throws JOSEException {
        Date past = Date.from(Clock.systemUTC().instant().minus(Duration.ofMinutes(5)));
        Date future = Date.from(Clock.systemUTC().instant().plus(Duration.ofMinutes(5)));
        JWTClaimsSet good = good().build();
        byte[] publicKey = TestTokens.publicKey().toRSAPublicKey().getEncoded();
        String keyId = TestTokens.publicKey().getKeyID();
        var stranger = new RSAKeyGenerator(2048).keyID(keyId).generate();
        return Stream.of(
                Arguments.of("alg none", new PlainJWT(good).serialize()),
                Arguments.of(
                        "HMAC with the public key for a secret",
                        TestTokens.sign(
                                new JWSHeader.Builder(JWSAlgorithm.HS256)
                                        .keyID(keyId)
                                        .build(),
                                good,
                                new MACSigner(publicKey))),
                Arguments.of(
                        "HMAC with the public key's PEM for a secret",
                        TestTokens.sign(
                                new JWSHeader.Builder(JWSAlgorithm.HS256)
                                        .keyID(keyId)
                                        .build(),
                                good,
                                new MACSigner(TestTokens.publicKey().toString().getBytes(StandardCharsets.UTF_8)))),
                Arguments.of(
                        "an algorithm that is not pinned",
                        TestTokens.sign(
                                new JWSHeader.Builder(JWSAlgorithm.RS512)
                                        .keyID(keyId)
                                        .build(),
                                good,
                                new RSASSASigner(stranger))),
                Arguments.of(
                        "a stranger's key under a known id",
                        TestTokens.sign(
                                new JWSHeader.Builder(JWSAlgorithm.RS256)
                                        .keyID(keyId)
                                        .build(),
                                good,
                                new RSASSASigner(stranger))),
                Arguments.of(
                        "a stranger's key inside the token",
                        TestTokens.sign(
                                new JWSHeader.Builder(JWSAlgorithm.RS256)
                                        .jwk(stranger.toPublicJWK())
                                        .build(),
                                good,
                                new RSASSASigner(stranger))),
                Arguments.of(
                        "expired", TestTokens.sign(good().expirationTime(past).build())),
                Arguments.of(
                        "without expiry",
                        TestTokens.sign(good().expirationTime(null).build())),
                Arguments.of(
                        "not yet valid",
                        TestTokens.sign(good().notBeforeTime(future).build())),
                Arguments.of(
                        "another audience",
                        TestTokens.sign(good().audience("other").build())),
                Arguments.of(
                        "no audience",
                        TestTokens.sign(good().audience((String) null).build())),
                Arguments.of(
                        "another issuer",
                        TestTokens.sign(good().issuer("https://evil.test").build())),
                Arguments.of("no issuer", TestTokens.sign(good().issuer(null).build())),
                Arguments.of("no token at all", "abc"),
                Arguments.of("a changed payload", changed(TestTokens.sign(good))),
                Arguments.of(
                        "an unknown key id",
                        TestTokens.sign(
                                new JWSHeader.Builder(JWSAlgorithm.RS256)
                                        .keyID("unknown")
                                        .build(),
                                good,
                                new RSASSASigner(stranger))));
    }

    private static JWTClaimsSet.Builder good() {
        return TestTokens.claims(CORP, "things:read");
    }

    private static String changed(String token) {
        String[] parts = token.split("\\.");
        String other =
                TestTokens.sign(TestTokens.claims("*", "things:read").build()).split("\\.")[1];
        return parts[0] + "." + other + "." + parts[2];
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("spoiledTokens")
    void aSpoiledTokenIsRefused(String how, String token) {
        Answer answer = with("Bearer " + token);
        isProblem(answer, 401, "token_invalid");
        assertThat(answer.header("WWW-Authenticate")).contains("invalid_token");
        assertThat(answer.http().body()).doesNotContain(token);
    }

    @Test
    void aFloodOfUnknownKeyIdsStaysRefusedAndGoodTokensStillPass() throws JOSEException {
        var stranger = new RSAKeyGenerator(2048).generate();
        for (int i = 0; i < 20; i++) {
            JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                    .keyID("made-up-" + i)
                    .build();
            isProblem(
                    with("Bearer " + TestTokens.sign(header, good().build(), new RSASSASigner(stranger))),
                    401,
                    "token_invalid");
        }
        assertThat(with(TestTokens.bearer(CORP, "things:read")).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ww2", "WW1", "ww1%20", "*", "ww1,ww2"})
    void anotherCorpsPathIsForbidden(String corp) {
        Answer answer = send(request("/v1/corps/" + corp + "/things")
                .header("Authorization", TestTokens.bearer(CORP, "things:read")));
        isProblem(answer, 403, "corp_forbidden");
    }

    @Test
    void anotherCorpIsForbiddenWhateverThePathBehindIt() {
        for (String rest : List.of("", "/", "/nothing", "/things/1/2/3", "/things?corpId=ww1")) {
            isProblem(
                    send(request("/v1/corps/ww2" + rest)
                            .header("Authorization", TestTokens.bearer(CORP, "things:read"))),
                    403,
                    "corp_forbidden");
        }
    }

    @Test
    void noOperationThatIsDescribedLetsAnotherCorpThrough() {
        assertThat(CorpWall.of(port(), "things").holes()).isEmpty();
    }

    @Test
    void aTokenWithoutCorpsOpensNone() {
        JWTClaimsSet claims = good().claim("corps", null).build();
        isProblem(with("Bearer " + TestTokens.sign(claims)), 403, "corp_forbidden");
    }

    @Test
    void readingDoesNotAllowWriting() {
        isProblem(
                send(request(THINGS)
                        .header("Authorization", TestTokens.bearer(CORP, "things:read"))
                        .POST(BodyPublishers.ofString("{}"))),
                403,
                "scope_missing");
        isProblem(with(TestTokens.bearer(CORP, "things:write")), 403, "scope_missing");
        isProblem(with(TestTokens.bearer(CORP, "things:readers other:read")), 403, "scope_missing");
    }

    @Test
    void headersThatAnybodyCanWriteChangeNothing() {
        Answer answer = send(request("/v1/corps/ww2/things")
                .header("Authorization", TestTokens.bearer(CORP, "things:read"))
                .header("X-Corp-Id", "ww1")
                .header("X-Forwarded-Prefix", "/v1/corps/ww1")
                .header("X-Forwarded-For", "127.0.0.1")
                .header("X-Original-URL", "/v1/corps/ww1/things")
                .header("X-HTTP-Method-Override", "GET"));
        isProblem(answer, 403, "corp_forbidden");
    }

    @Test
    void aTokenInTheAddressIsNotRead() {
        String token = TestTokens.bearer(CORP, "things:read").substring("Bearer ".length());
        assertThat(send(request(THINGS + "?access_token=" + token)).status()).isEqualTo(401);
    }

    @Test
    void healthAndMetricsAnswerOnTheirOwnPortOnly() {
        assertThat(send(request("/actuator/health")).status()).isEqualTo(404);
        assertThat(get("/actuator/health").status()).isEqualTo(404);
        for (String path : List.of("health", "health/liveness", "health/readiness", "prometheus")) {
            assertThat(send(HttpRequest.newBuilder(
                                    URI.create("http://127.0.0.1:" + managementPort + "/actuator/" + path)))
                            .status())
                    .as(path)
                    .isEqualTo(200);
        }
        assertThat(send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + "/actuator/env")))
                        .status())
                .isNotEqualTo(200);
    }

    @Test
    void publicPagesNeedNoToken() {
        assertThat(send(request("/q/abc")).http().body()).isEqualTo("public");
    }

    @Test
    void aControllerElsewhereAnswersNobody() {
        isProblem(send(request("/stray")), 401, "token_missing");
        isProblem(
                send(request("/stray").header("Authorization", TestTokens.bearer("*", "things:read"))),
                404,
                "not_found");
    }
}
