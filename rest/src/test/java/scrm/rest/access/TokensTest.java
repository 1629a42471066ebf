package scrm.rest.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.JwtException;

import scrm.rest.RestProperties;
import scrm.rest.testing.TestTokens;

class TokensTest {
    /** Before the clock is read, for the first one is signed by a key that has to be made. */
    private final String token =
            TestTokens.sign(TestTokens.claims("ww1", "tags:read").build());

    private final SettableClock clock = new SettableClock();
    private final Tokens tokens = new Tokens(
            new RestProperties.Auth(
                    TestTokens.ISSUER,
                    URI.create(TestTokens.settings().getOrDefault("SCRM_AUTH_JWK_SET_URI", "")),
                    List.of(TestTokens.AUDIENCE),
                    Duration.ofSeconds(30)),
            clock);

    @Test
    void aGoodTokenIsVerifiedOnceAndRemembered() {
        assertThat(tokens.decode(token)).isSameAs(tokens.decode(token));
    }

    @Test
    void aRememberedTokenIsRefusedOnceItHasExpired() {
        tokens.decode(token);
        clock.now = clock.now.plus(Duration.ofHours(1).plusSeconds(31));

        assertThatThrownBy(() -> tokens.decode(token)).isInstanceOf(JwtException.class);
    }

    @Test
    void aTokenThatDiffersInItsSignatureIsAnother() {
        tokens.decode(token);
        char last = token.charAt(token.length() - 5);
        String spoiled = token.substring(0, token.length() - 5)
                + (last == 'A' ? 'B' : 'A')
                + token.substring(token.length() - 4);

        assertThatThrownBy(() -> tokens.decode(spoiled)).isInstanceOf(JwtException.class);
        assertThatThrownBy(() -> tokens.decode(spoiled)).isInstanceOf(JwtException.class);
    }

    private static final class SettableClock extends Clock {
        private Instant now = Clock.systemUTC().instant();

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
