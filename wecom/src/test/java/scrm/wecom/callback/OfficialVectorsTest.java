package scrm.wecom.callback;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.DocumentContext;
import com.jayway.jsonpath.JsonPath;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

import scrm.events.CorpId;
import scrm.events.EventId;
import scrm.events.UnrecognizedCallback;

/** Tencent's published examples, byte for byte. Source: document 90968. */
class OfficialVectorsTest {
    private final DocumentContext vectors;
    private final CallbackKeys keys;

    OfficialVectorsTest() throws IOException {
        vectors = JsonPath.parse(new File("src/test/resources/callbacks/official-vectors.json"));
        keys = new CallbackKeys(
                new CorpId(vectors.read("$.corp_id")), vectors.read("$.token"), vectors.read("$.encoding_aes_key"));
    }

    @Test
    void theUrlCheckIsAnsweredWithItsPlainText() {
        String query = "msg_signature=" + post("0", "msg_signature") + "&timestamp=" + post("0", "timestamp")
                + "&nonce=" + post("0", "nonce") + "&echostr=" + post("0", "encrypt");

        assertThat(new CallbackCodec().echo(keys, CallbackQuery.parse(query))).isEqualTo(post("0", "expect_plaintext"));
        assertThat(new CallbackCodec()
                        .echo(
                                keys,
                                CallbackQuery.parse(query.replace("+", "%2B").replace("/", "%2f"))))
                .isEqualTo(post("0", "expect_plaintext"));
    }

    @Test
    void theMessageIsOpened() {
        CallbackQuery query =
                new CallbackQuery(post("1", "msg_signature"), post("1", "timestamp"), post("1", "nonce"), null);
        String plaintext = post("1", "expect_plaintext");

        assertThat(new CallbackCodec().open(keys, query, post("1", "post_body").getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(new UnrecognizedCallback(
                        EventId.ofCallback(keys.corpId(), plaintext.getBytes(StandardCharsets.UTF_8)),
                        keys.corpId(),
                        Instant.ofEpochSecond(1409659813),
                        "text",
                        null,
                        null,
                        plaintext));
    }

    @Test
    void sealingGivesTheVeryBytesThatTencentGave() {
        for (String index : new String[] {"0", "1"}) {
            SealedCallback sealed = new CallbackCodec()
                    .seal(
                            keys,
                            post(index, "expect_plaintext"),
                            Long.parseLong(post(index, "timestamp")),
                            post(index, "nonce"),
                            post(index, "random16").getBytes(StandardCharsets.US_ASCII));

            assertThat(sealed.encrypt()).isEqualTo(post(index, "encrypt"));
            assertThat(sealed.msgSignature()).isEqualTo(post(index, "msg_signature"));
        }
    }

    private String post(String index, String field) {
        return vectors.read("$.official[" + index + "]." + field);
    }
}
