package scrm.benchmarks;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;

/** Whom the services of a benchmark believe: a key of one run, published over HTTP on 127.0.0.1. */
final class BenchIssuer implements AutoCloseable {
    private static final String ISSUER = "https://issuer.bench.localhost";
    private static final String AUDIENCE = "scrm";

    private final ECKey key;
    private final HttpServer server;

    private BenchIssuer(ECKey key, HttpServer server) {
        this.key = key;
        this.server = server;
    }

    static BenchIssuer start() throws IOException {
        ECKey key;
        try {
            key = new ECKeyGenerator(Curve.P_256)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.ES256)
                    .keyIDFromThumbprint(true)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("every Java platform has P-256", e);
        }
        byte[] published = new JWKSet(key.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/jwks.json", exchange -> {
            try (exchange) {
                exchange.getResponseHeaders().add("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, published.length);
                exchange.getResponseBody().write(published);
            }
        });
        server.start();
        return new BenchIssuer(key, server);
    }

    /** What a service has to be told to believe us. */
    Map<String, String> settings() {
        return Map.of(
                "SCRM_AUTH_ISSUER", ISSUER,
                "SCRM_AUTH_AUDIENCE", AUDIENCE,
                "SCRM_AUTH_JWK_SET_URI",
                        "http://127.0.0.1:" + server.getAddress().getPort() + "/jwks.json");
    }

    /** A token for all corps with that scope, for two hours. */
    String token(String scope) {
        Clock clock = Clock.systemUTC();
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject("bench")
                .claim("corps", List.of("*"))
                .claim("scope", scope)
                .issueTime(Date.from(clock.instant()))
                .expirationTime(Date.from(clock.instant().plus(Duration.ofHours(2))))
                .build();
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(), claims);
        try {
            token.sign(new ECDSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("a fresh key signs", e);
        }
        return token.serialize();
    }

    /** Published no longer. */
    @Override
    public void close() {
        server.stop(0);
    }
}
