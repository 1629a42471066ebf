package scrm.rest.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.net.MalformedURLException;
import java.time.Clock;
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
 * <p>A client sends the same token with each request, and a signature costs more than many a request itself. A token
 * that was good is therefore remembered for a minute, and only its times are looked at meanwhile: a key that the issuer
 * withdraws opens nothing a minute longer than it would have anyway.
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

    private static final Duration REMEMBERED = Duration.ofMinutes(1);
    private static final int REMEMBERED_CHARACTERS = 4 * 1024 * 1024;

    private final NimbusJwtDecoder decoder;
    private final OAuth2TokenValidator<Jwt> rules;
    private final Cache<String, Jwt> good = Caffeine.newBuilder()
            .expireAfterWrite(REMEMBERED)
            .maximumWeight(REMEMBERED_CHARACTERS)
            .weigher((String token, Jwt _) -> token.length())
            .build();

    /** @param clock the system's, except in a test of this class alone */
    Tokens(RestProperties.Auth auth, Clock clock) {
        decoder = NimbusJwtDecoder.withJwkSource(keys(auth))
                .jwsAlgorithms(algorithms ->
                        Collections.addAll(algorithms, SignatureAlgorithm.RS256, SignatureAlgorithm.ES256))
                .jwtProcessorCustomizer(processor -> processor.setJWSTypeVerifier(TYPES))
                .build();
        rules = rules(auth, clock);
        decoder.setJwtValidator(rules);
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

    private static OAuth2TokenValidator<Jwt> rules(RestProperties.Auth auth, Clock clock) {
        JwtTimestampValidator times = new JwtTimestampValidator(auth.clockSkew());
        times.setAllowEmptyExpiryClaim(false);
        times.setClock(clock);
        return new DelegatingOAuth2TokenValidator<>(
                times,
                new JwtIssuerValidator(auth.issuer()),
                new JwtClaimValidator<List<String>>(
                        "aud", aud -> aud != null && !Collections.disjoint(aud, auth.audience())));
    }

    @Override
    public Jwt decode(String token) {
        Jwt known = good.getIfPresent(token);
        if (known != null && !rules.validate(known).hasErrors()) {
            return known;
        }
        Jwt jwt = decoder.decode(token);
        good.put(token, jwt);
        return jwt;
    }
}
