package scrm.localstack;

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
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;

/**
 * Signs tokens for this machine alone, with a key that it makes on first use and keeps beside the data. A production
 * system has an identity provider instead.
 */
public final class DevelopmentIssuer {
    /** Claim {@code iss}; a name, not an address. */
    public static final String ISSUER = "https://issuer.scrm.localhost";

    /** Claim {@code aud}. */
    public static final String AUDIENCE = "scrm";

    private final ECKey key;
    private final Clock clock;

    private DevelopmentIssuer(ECKey key, Clock clock) {
        this.key = key;
        this.clock = clock;
    }

    /** The issuer whose key lies in that folder; it is made if missing. */
    public static DevelopmentIssuer in(Path home) throws IOException {
        Path file = home.resolve("issuer-key.json");
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(home);
                ECKey made = new ECKeyGenerator(Curve.P_256)
                        .keyUse(KeyUse.SIGNATURE)
                        .algorithm(JWSAlgorithm.ES256)
                        .keyIDFromThumbprint(true)
                        .generate();
                OwnerOnly.write(file, made.toJSONString());
            }
            return new DevelopmentIssuer(ECKey.parse(Files.readString(file)), Clock.systemUTC());
        } catch (ParseException | JOSEException e) {
            throw new IOException(file + " holds no key: delete it, and a new one is made", e);
        }
    }

    /**
     * A signed token.
     *
     * @param corps corp ids, or {@code *}
     * @param scope with blanks between: {@code tags:read tags:write}
     * @param lifetime from now
     */
    public String token(List<String> corps, String scope, Duration lifetime) {
        JWTClaimsSet claims = claims(corps, scope, lifetime);
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(), claims);
        try {
            token.sign(new ECDSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("The development key cannot sign", e);
        }
        return token.serialize();
    }

    /** What a token says. */
    public JWTClaimsSet claims(List<String> corps, String scope, Duration lifetime) {
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject("developer")
                .claim("corps", corps)
                .claim("scope", scope)
                .issueTime(Date.from(clock.instant()))
                .expirationTime(Date.from(clock.instant().plus(lifetime)))
                .build();
    }

    /** What it signs with, for whoever tries what becomes of a token that it would not give out. */
    public ECKey key() {
        return key;
    }

    /** Publishes the public key over HTTP on 127.0.0.1 until this process ends, and tells where. */
    public URI publish(int port) throws IOException {
        byte[] keys = new JWKSet(key.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/jwks.json", exchange -> {
            try (exchange) {
                exchange.getResponseHeaders().putAll(Map.of("Content-Type", List.of("application/json")));
                exchange.sendResponseHeaders(200, keys.length);
                exchange.getResponseBody().write(keys);
            }
        });
        server.start();
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/jwks.json");
    }
}
