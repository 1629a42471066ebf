package scrm.rest.access;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.net.MalformedURLException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

import scrm.rest.RestProperties;

/**
 * Takes tokens of one issuer, signed with RS256 or ES256 by a key that it publishes. Everything else, {@code none} and
 * HMAC with a public key for a secret included, is no token.
 *
 * <p>Keys are fetched when first needed and kept for 15 minutes, or for 4 hours while the issuer is away. An unknown
 * key id fetches again, but no more than twice in 30 s: whoever invents key ids must not make us flood the issuer.
 * Tokens are judged by the system's clock, not by one that tests and demonstrations move: they come from an issuer that
 * knows nothing of it.
 */
final class Tokens implements JwtDecoder {
    /** A plain token, an access token of RFC 9068, or one that does not say. */
    private static final DefaultJOSEObjectTypeVerifier<SecurityContext> TYPES =
            new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null);

    private static final int FETCH_MILLIS = 1500;
    private static final int KEYS_MAX_BYTES = 256 * 1024;

    private final NimbusJwtDecoder decoder;

    Tokens(RestProperties.Auth auth) {
        decoder = NimbusJwtDecoder.withJwkSource(keys(auth))
                .jwsAlgorithms(algorithms ->
                        Collections.addAll(algorithms, SignatureAlgorithm.RS256, SignatureAlgorithm.ES256))
                .jwtProcessorCustomizer(processor -> processor.setJWSTypeVerifier(TYPES))
                .build();
        decoder.setJwtValidator(rules(auth));
    }

    private static JWKSource<SecurityContext> keys(RestProperties.Auth auth) {
        try {
            JWKSource<SecurityContext> published = JWKSourceBuilder.create(
                            auth.jwkSetUri().toURL(),
                            new DefaultResourceRetriever(FETCH_MILLIS, FETCH_MILLIS, KEYS_MAX_BYTES))
                    .cache(
                            Duration.ofMinutes(15).toMillis(),
                            Duration.ofSeconds(5).toMillis())
                    .refreshAheadCache(false)
                    .rateLimited(Duration.ofSeconds(30).toMillis())
                    .retrying(true)
                    .outageTolerant(Duration.ofHours(4).toMillis())
                    .build();
            return unknownOrAway(published);
        } catch (MalformedURLException | IllegalArgumentException e) {
            throw new IllegalStateException("scrm.rest.auth.jwk-set-uri (SCRM_AUTH_JWK_SET_URI) must be a URL", e);
        }
    }

    /**
     * Tells a key that the issuer does not have, for which a client is to blame, from an issuer that has not been
     * reached yet: both look alike to the limit on fetches.
     */
    private static JWKSource<SecurityContext> unknownOrAway(JWKSource<SecurityContext> published) {
        AtomicBoolean reached = new AtomicBoolean();
        return (selector, context) -> {
            try {
                List<JWK> found = published.get(selector, context);
                reached.set(true);
                return found;
            } catch (RateLimitReachedException e) {
                if (reached.get()) {
                    return List.of();
                }
                throw e;
            }
        };
    }

    private static OAuth2TokenValidator<Jwt> rules(RestProperties.Auth auth) {
        JwtTimestampValidator times = new JwtTimestampValidator(auth.clockSkew());
        times.setAllowEmptyExpiryClaim(false);
        return new DelegatingOAuth2TokenValidator<>(
                times,
                new JwtIssuerValidator(auth.issuer()),
                new JwtClaimValidator<List<String>>(
                        "aud", aud -> aud != null && !Collections.disjoint(aud, auth.audience())));
    }

    @Override
    public Jwt decode(String token) {
        return decoder.decode(token);
    }
}
