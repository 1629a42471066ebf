package scrm.rest.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;

/**
 * An issuer of tokens inside the test's JVM, with its keys on 127.0.0.1, so that a service's tests pass through its
 * real verification.
 *
 * <pre>{@code
 * @DynamicPropertySource
 * static void issuer(DynamicPropertyRegistry registry) {
 *     TestTokens.settings().forEach((name, value) -> registry.add(name, () -> value));
 * }
 *
 * request.header("Authorization", TestTokens.bearer("ww1", "tags:read tags:write"));
 * }</pre>
 */
public final class TestTokens {
    public static final String ISSUER = "https://issuer.test";
    public static final String AUDIENCE = "scrm";

    private static final RSAKey KEY = key();
    private static final String JWK_SET_URI = publish(new JWKSet(KEY.toPublicJWK()));

    private TestTokens() {}

    /**
     * What a process must be told to trust this issuer: {@code SCRM_AUTH_ISSUER}, {@code _JWK_SET_URI},
     * {@code _AUDIENCE}.
     */
    public static Map<String, String> settings() {
        return Map.of(
                "SCRM_AUTH_ISSUER", ISSUER,
                "SCRM_AUTH_JWK_SET_URI", JWK_SET_URI,
                "SCRM_AUTH_AUDIENCE", AUDIENCE);
    }

    /**
     * The value of the header {@code Authorization} for one corp, good for an hour.
     *
     * @param corp an id, or {@code *} for all
     * @param scope with blanks between: {@code tags:read tags:write}
     */
    public static String bearer(String corp, String scope) {
        return "Bearer " + sign(claims(corp, scope).build());
    }

    /** The claims of a good token, for a test to spoil. */
    public static JWTClaimsSet.Builder claims(String corp, String scope) {
        Instant now = Clock.systemUTC().instant();
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject("somebody")
                .claim("corps", List.of(corp))
                .claim("scope", scope)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(Duration.ofHours(1))));
    }

    /** A token that this issuer signed, whatever it says. */
    public static String sign(JWTClaimsSet claims) {
        try {
            return sign(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(KEY.getKeyID())
                            .build(),
                    claims,
                    new RSASSASigner(KEY));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A token that somebody else signed, in whatever way. */
    public static String sign(JWSHeader header, JWTClaimsSet claims, JWSSigner signer) {
        try {
            SignedJWT token = new SignedJWT(header, claims);
            token.sign(signer);
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The public half of the issuer's key, as anybody can fetch it. */
    public static RSAKey publicKey() {
        return KEY.toPublicJWK();
    }

    private static RSAKey key() {
        try {
            return new RSAKeyGenerator(2048)
                    .keyIDFromThumbprint(true)
                    .algorithm(JWSAlgorithm.RS256)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String publish(JWKSet keys) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            byte[] body = keys.toString().getBytes(StandardCharsets.UTF_8);
            server.createContext("/keys", exchange -> {
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            });
            // Daemon threads: the issuer ends with the tests.
            server.setExecutor(task -> Thread.ofVirtual().start(task));
            Thread.ofPlatform().daemon().start(server::start);
            return "http://127.0.0.1:" + server.getAddress().getPort() + "/keys";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
