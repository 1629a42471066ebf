package scrm.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevelopmentIssuerTest {
    @TempDir
    Path home;

    @Test
    void aTokenIsSignedByThePublishedKeyAndHoldsWhatWasAskedFor() throws Exception {
        DevelopmentIssuer issuer = DevelopmentIssuer.in(home);
        URI keys = issuer.publish(0);

        SignedJWT token = SignedJWT.parse(issuer.token(List.of("ww1"), "tags:read", Duration.ofHours(1)));

        JWKSet published = JWKSet.load(keys.toURL());
        assertThat(published.containsNonPublicKeys()).isFalse();
        assertThat(token.verify(new ECDSAVerifier(
                        published.getKeyByKeyId(token.getHeader().getKeyID()).toECKey())))
                .isTrue();
        assertThat(token.getJWTClaimsSet().getStringListClaim("corps")).containsExactly("ww1");
        assertThat(token.getJWTClaimsSet().getStringClaim("scope")).isEqualTo("tags:read");
        assertThat(token.getJWTClaimsSet().getExpirationTime().toInstant())
                .isBetween(
                        Instant.now().plus(Duration.ofMinutes(59)),
                        Instant.now().plus(Duration.ofMinutes(61)));
    }

    @Test
    void theKeyIsKept() throws Exception {
        String first = DevelopmentIssuer.in(home).token(List.of("*"), "tags:read", Duration.ofHours(1));
        String second = DevelopmentIssuer.in(home).token(List.of("*"), "tags:read", Duration.ofHours(1));

        assertThat(SignedJWT.parse(second).getHeader().getKeyID())
                .isEqualTo(SignedJWT.parse(first).getHeader().getKeyID());
    }
}
