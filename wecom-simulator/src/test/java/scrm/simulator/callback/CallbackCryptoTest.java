package scrm.simulator.callback;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CallbackCryptoTest {
    private final JsonNode vectors = vectors();
    private final CallbackCrypto crypto = new CallbackCrypto(
            vectors.path("token").asString(), vectors.path("encoding_aes_key").asString());

    @Test
    void encryptsAsTheOfficialVectorsDo() {
        for (JsonNode vector : vectors.path("official")) {
            byte[] random = vector.path("random16").asString().getBytes(StandardCharsets.US_ASCII);
            String message = vector.path("expect_plaintext").asString();
            String receiveId = vector.path("expect_receiveid").asString();

            assertThat(crypto.encrypt(random, message, receiveId))
                    .isEqualTo(vector.path("encrypt").asString());
        }
    }

    @Test
    void signsAsTheOfficialVectorsDo() {
        for (JsonNode vector : vectors.path("official")) {
            assertThat(crypto.sign(
                            vector.path("timestamp").asString(),
                            vector.path("nonce").asString(),
                            vector.path("encrypt").asString()))
                    .isEqualTo(vector.path("msg_signature").asString());
        }
    }

    private static JsonNode vectors() {
        try (InputStream in = CallbackCryptoTest.class.getResourceAsStream("/wecom-vectors.json")) {
            return new JsonMapper().readTree(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
