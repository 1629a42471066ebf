package scrm.rest.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSecretTest {
    /** Example of the Standard Webhooks reference implementations; the signature was computed with Python's hmac. */
    @Test
    void theExampleOfStandardWebhooksIsSignedAsThere() {
        WebhookSecret secret = new WebhookSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

        String signature = secret.sign(
                "msg_p5jXN8AQM9LWM0D4loKWxJek", Instant.ofEpochSecond(1614265330), "{\"test\": 2432232314}");

        assertThat(signature).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void partsOfASecondAreNotSigned() {
        WebhookSecret secret = new WebhookSecret(secretOf(32));

        assertThat(secret.sign("msg_1", Instant.parse("2026-11-23T00:00:00.9Z"), "{}"))
                .isEqualTo(secret.sign("msg_1", Instant.parse("2026-11-23T00:00:00Z"), "{}"));
    }

    @Test
    void aSecretHasFrom24To64Bytes() {
        assertThat(WebhookSecret.isWellFormed(secretOf(23))).isFalse();
        assertThat(WebhookSecret.isWellFormed(secretOf(24))).isTrue();
        assertThat(WebhookSecret.isWellFormed(secretOf(64))).isTrue();
        assertThat(WebhookSecret.isWellFormed(secretOf(65))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "whsec_", "whsec_***", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "WHSEC_AAAA"})
    void nothingElseIsASecret(String text) {
        assertThatThrownBy(() -> new WebhookSecret(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void neitherASecretNorARequestWithOneShowsIt() {
        String text = secretOf(24);

        assertThat(new WebhookSecret(text).toString()).doesNotContain(text.substring(6));
        assertThat(new WebhookRequest("https://example.com", text).toString()).doesNotContain(text.substring(6));
    }

    private static String secretOf(int bytes) {
        return "whsec_" + Base64.getEncoder().encodeToString(new byte[bytes]);
    }
}
