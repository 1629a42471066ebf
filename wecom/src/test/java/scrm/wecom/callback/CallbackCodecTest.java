package scrm.wecom.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static scrm.wecom.callback.Sealing.CODEC;
import static scrm.wecom.callback.Sealing.CORP;
import static scrm.wecom.callback.Sealing.KEYS;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.crypto.Cipher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import scrm.events.CorpId;
import scrm.events.EventId;
import scrm.events.UnrecognizedCallback;
import scrm.events.WeComEvent;
import scrm.wecom.callback.CallbackRejected.Reason;

class CallbackCodecTest {
    private static final String XML = """
            <xml><ToUserName><![CDATA[wx5823bf96d3bd56c7]]></ToUserName><FromUserName>sys</FromUserName>\
            <CreateTime>1763800000</CreateTime><MsgType>event</MsgType><Event>change_external_chat</Event>\
            <ChatId>wr1</ChatId><ChangeType>dismiss</ChangeType></xml>""";

    @Test
    void aForgedSignatureIsRefusedBeforeTheContentIsLookedAt() {
        SealedCallback sealed = Sealing.sign("====not even base64====".getBytes(StandardCharsets.US_ASCII));
        String forged = (sealed.msgSignature().charAt(0) == '0' ? "1" : "0")
                + sealed.msgSignature().substring(1);

        assertThat(rejection(new SealedCallback(forged, sealed.timestamp(), sealed.nonce(), "AAAA===A")))
                .isEqualTo(Reason.SIGNATURE);
    }

    @Test
    void aSignatureForAnotherTimestampNonceOrTextIsRefused() {
        SealedCallback s = Sealing.seal(KEYS, XML);

        assertThat(rejection(new SealedCallback(s.msgSignature(), s.timestamp() + 1, s.nonce(), s.encrypt())))
                .isEqualTo(Reason.SIGNATURE);
        assertThat(rejection(new SealedCallback(s.msgSignature(), s.timestamp(), "2", s.encrypt())))
                .isEqualTo(Reason.SIGNATURE);
        assertThat(rejection(new SealedCallback(
                        s.msgSignature(),
                        s.timestamp(),
                        s.nonce(),
                        "A" + s.encrypt().substring(1))))
                .isEqualTo(Reason.SIGNATURE);
    }

    @Test
    void aMessageForAnotherCorpIsRefusedThoughItsSignatureHolds() {
        CallbackKeys other = new CallbackKeys(new CorpId("wwOther"), Sealing.TOKEN, Sealing.AES_KEY);

        assertThat(rejection(Sealing.seal(other, XML))).isEqualTo(Reason.RECEIVER);
    }

    @Test
    void aCorpIdThatOursOnlyBeginsIsAnotherCorp() {
        CallbackKeys longer = new CallbackKeys(new CorpId(CORP + "x"), Sealing.TOKEN, Sealing.AES_KEY);
        CallbackKeys shorter = new CallbackKeys(new CorpId("wx5823bf96d3bd56c"), Sealing.TOKEN, Sealing.AES_KEY);

        assertThat(rejection(Sealing.seal(longer, XML))).isEqualTo(Reason.RECEIVER);
        assertThat(rejection(Sealing.seal(shorter, XML))).isEqualTo(Reason.RECEIVER);
    }

    @Test
    void oneCodecServesManyCorpsInTurn() {
        CallbackKeys other =
                new CallbackKeys(new CorpId("wwOther"), "token2", "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG");
        for (int i = 0; i < 3; i++) {
            for (CallbackKeys keys : List.of(KEYS, other)) {
                SealedCallback sealed = Sealing.seal(keys, XML);
                assertThat(CODEC.open(keys, sealed.query(), Sealing.body(sealed))
                                .corpId())
                        .isEqualTo(keys.corpId());
            }
        }
    }

    @Test
    void everyMessageLengthAndSoEveryPaddingPasses() {
        for (int length = 0; length < 96; length++) {
            String xml = "<xml>" + "x".repeat(length) + "</xml>";
            assertThat(((UnrecognizedCallback) Sealing.open(xml)).xml()).isEqualTo(xml);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 1, 1000, Integer.MAX_VALUE})
    void aFalseMessageLengthIsRefused(int offset) {
        byte[] message = XML.getBytes(StandardCharsets.UTF_8);
        byte[] plain = padded(message, message.length);
        ByteBuffer.wrap(plain).putInt(16, offset < 0 || offset == Integer.MAX_VALUE ? offset : message.length + offset);

        assertThat(rejection(sealedRaw(plain))).isIn(Reason.CIPHERTEXT, Reason.RECEIVER);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 33, 64, 127, 128, 255})
    void aPaddingOutsideItsRangeIsRefused(int padding) {
        byte[] message = XML.getBytes(StandardCharsets.UTF_8);
        byte[] plain = padded(message, message.length);
        plain[plain.length - 1] = (byte) padding;

        assertThat(rejection(sealedRaw(plain))).isEqualTo(Reason.CIPHERTEXT);
    }

    @Test
    void aBlockOfPaddingAloneIsRefused() {
        byte[] plain = new byte[32];
        Arrays.fill(plain, (byte) 32);

        assertThat(rejection(sealedRaw(plain))).isEqualTo(Reason.CIPHERTEXT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"QUJD", "QUJDRA==", "A", "====", "QQ==QQ=="})
    void aCiphertextThatIsNoWholeBlocksIsRefused(String encrypted) {
        assertThat(rejection(Sealing.sign(encrypted.getBytes(StandardCharsets.US_ASCII))))
                .isEqualTo(Reason.CIPHERTEXT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<xml/>",
                "<xml><Encrypt></Encrypt></xml>",
                "<xml><Encrypt>ab cd</Encrypt></xml>",
                "<xml><Encrypt><![CDATA[abcd</Encrypt></xml>",
                "<xml><Encrypt><![CDATA[abcd]]></xml>",
                "<xml><Encrypt>abcd]]></Encrypt></xml>",
                "<xml><Encrypt>abcd</Encrypt><Encrypt>abcd</Encrypt></xml>",
                "<xml><Encrypt>&#65;bcd</Encrypt></xml>",
                "<xml><encrypt>abcd</encrypt></xml>",
                "<Encrypt>abcd",
                "<Encrypt>"
            })
    void anEnvelopeWithoutExactlyOneEncryptIsRefused(String body) {
        CallbackQuery query =
                Sealing.sign("abcd".getBytes(StandardCharsets.US_ASCII)).query();

        assertThat(catchThrowableOfType(
                                CallbackRejected.class,
                                () -> CODEC.open(KEYS, query, body.getBytes(StandardCharsets.UTF_8)))
                        .reason())
                .isEqualTo(Reason.ENVELOPE);
    }

    @Test
    void anEnvelopeWithoutCdataPasses() {
        SealedCallback sealed = Sealing.seal(KEYS, XML);
        String body = "<xml>\n<AgentID/>\n<Encrypt>" + sealed.encrypt() + "</Encrypt>\n</xml>";

        assertThat(CODEC.open(KEYS, sealed.query(), body.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(Sealing.open(XML));
    }

    @Test
    void aBodyOfMoreThan64KiloBytesIsRefusedUnseen() {
        SealedCallback sealed = Sealing.seal(KEYS, XML);
        byte[] body = Arrays.copyOf(Sealing.body(sealed), CallbackCodec.MAX_BODY_BYTES + 1);

        assertThat(catchThrowableOfType(CallbackRejected.class, () -> CODEC.open(KEYS, sealed.query(), body))
                        .reason())
                .isEqualTo(Reason.TOO_LARGE);
    }

    @Test
    void aRetryHasTheIdOfTheFirstAttemptThoughItsEnvelopeDiffers() {
        SealedCallback first = Sealing.seal(KEYS, XML);
        SealedCallback retry = CODEC.seal(KEYS, XML, first.timestamp() + 5, "777", new byte[16]);

        assertThat(CODEC.open(KEYS, retry.query(), Sealing.body(retry)))
                .isEqualTo(CODEC.open(KEYS, first.query(), Sealing.body(first)))
                .extracting(WeComEvent::id)
                .isEqualTo(EventId.ofCallback(CORP, XML.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aReplyOpensLikeARequest() {
        SealedCallback sealed = Sealing.seal(KEYS, XML);

        assertThat(CODEC.open(KEYS, sealed.query(), sealed.replyXml().getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(Sealing.open(XML));
        assertThat(sealed.replyXml())
                .contains(
                        "<MsgSignature><![CDATA[" + sealed.msgSignature() + "]]></MsgSignature>",
                        "<TimeStamp>1763800007</TimeStamp>",
                        "<Nonce><![CDATA[1372623149]]></Nonce>");
    }

    @Test
    void aCallbackThatWasOverheardIsNotDecryptedByTheUrlCheck() {
        SealedCallback sealed = Sealing.seal(KEYS, XML);
        CallbackQuery query = new CallbackQuery(
                sealed.msgSignature(), Long.toString(sealed.timestamp()), sealed.nonce(), sealed.encrypt());

        assertThat(catchThrowableOfType(CallbackRejected.class, () -> CODEC.echo(KEYS, query))
                        .reason())
                .isEqualTo(Reason.CONTENT);
    }

    @Test
    void aUrlCheckWithoutEchostrIsRefused() {
        CallbackQuery query = Sealing.seal(KEYS, "12345").query();

        assertThat(catchThrowableOfType(CallbackRejected.class, () -> CODEC.echo(KEYS, query))
                        .reason())
                .isEqualTo(Reason.PARAMETERS);
    }

    @Test
    void manyThreadsShareOneCodec() throws Exception {
        List<String> messages = IntStream.range(0, 64)
                .mapToObj(i -> XML.replace("wr1", "wr" + i + "x".repeat(i % 17)))
                .toList();
        List<WeComEvent> alone = messages.stream().map(Sealing::open).toList();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round < 20; round++) {
                List<Future<WeComEvent>> opened = messages.stream()
                        .map(message -> threads.submit(() -> Sealing.open(message)))
                        .toList();
                for (int i = 0; i < alone.size(); i++) {
                    assertThat(opened.get(i).get()).isEqualTo(alone.get(i));
                }
            }
        }
    }

    @Test
    void keysThatWeComDoesNotMakeAreRefusedWithoutBeingShown() {
        assertThatThrownBy(() -> new CallbackKeys(CORP, "to ken", Sealing.AES_KEY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("to ken");
        assertThatThrownBy(() -> new CallbackKeys(CORP, "token", Sealing.AES_KEY.substring(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining(Sealing.AES_KEY.substring(1));
        assertThat(KEYS.toString()).doesNotContain(Sealing.TOKEN).doesNotContain(Sealing.AES_KEY);
    }

    private static Reason rejection(SealedCallback sealed) {
        return catchThrowableOfType(
                        CallbackRejected.class, () -> CODEC.open(KEYS, sealed.query(), Sealing.body(sealed)))
                .reason();
    }

    private static byte[] padded(byte[] message, int length) {
        byte[] receiver = CORP.value().getBytes(StandardCharsets.UTF_8);
        int end = 20 + message.length + receiver.length;
        byte[] plain = new byte[end + 32 - end % 32];
        ByteBuffer.wrap(plain).position(16).putInt(length).put(message).put(receiver);
        Arrays.fill(plain, end, plain.length, (byte) (plain.length - end));
        return plain;
    }

    private static SealedCallback sealedRaw(byte[] plain) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, KEYS.aesKey(), KEYS.iv());
            return Sealing.sign(Base64.getEncoder().encode(cipher.doFinal(plain)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
