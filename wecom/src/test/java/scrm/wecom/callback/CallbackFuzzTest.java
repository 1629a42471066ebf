package scrm.wecom.callback;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import scrm.wecom.callback.CallbackRejected.Reason;

/**
 * Any bytes give an event or a {@link CallbackRejected}, nothing else. The inputs follow from a seed; more of them by
 * {@code -Dscrm.fuzz.inputs=10000000}, another seed by {@code -Dscrm.fuzz.seed}.
 */
class CallbackFuzzTest {
    private static final int INPUTS = Integer.getInteger("scrm.fuzz.inputs", 200_000);
    private static final long SEED = Long.getLong("scrm.fuzz.seed", 20261122L);
    private static final String[] PIECES = {
        "<xml>",
        "</xml>",
        "<",
        ">",
        "/>",
        "</",
        "<![CDATA[",
        "]]>",
        "&",
        "&amp;",
        "&#",
        "&#x10ffff;",
        "&#0;",
        "<!--",
        "-->",
        "<?",
        "?>",
        "<!DOCTYPE",
        "[<!ENTITY a 'b'>]>",
        "&a;",
        "<?xml version='1.0' encoding='UTF-16'?>",
        "<MsgType>",
        "</MsgType>",
        "event",
        "<Event>change_external_chat</Event>",
        "<CreateTime>1763800000</CreateTime>",
        " ",
        "'",
        "\"",
        "=",
        "\u0000",
        "\ud83d\ude00",
        "中",
        "a:b",
        "xmlns=''",
        "-9223372036854775809",
        ","
    };

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final Map<Reason, Integer> reasons = new EnumMap<>(Reason.class);
    private final Map<String, Integer> events = new TreeMap<>();

    @Test
    void anyBytesGiveAnEventOrTheTypedRejection() throws IOException {
        List<byte[]> samples = samples();
        for (int i = 0; i < INPUTS; i++) {
            byte[] sample = samples.get(random.nextInt(samples.size()));
            switch (i % 6) {
                case 0 -> open(Sealing.seal(Sealing.KEYS, "<xml/>").query(), randomBytes(400), i);
                case 1 -> {
                    SealedCallback sealed = Sealing.seal(Sealing.KEYS, new String(sample, UTF_8));
                    open(sealed.query(), mutated(Sealing.body(sealed)), i);
                }
                case 2 -> openSigned(Base64.getEncoder().encode(randomBytes(320)), i);
                case 3 -> openSealed(new String(randomBytes(200), ISO_8859_1), i);
                case 4 -> openSealed(new String(mutated(sample), ISO_8859_1), i);
                default -> openSealed(pieces(), i);
            }
            query(i);
        }

        System.out.printf("fuzz: %,d inputs, seed %d, rejected %s, events %s%n", INPUTS, SEED, reasons, events);
        assertThat(reasons).containsKeys(Reason.ENVELOPE, Reason.SIGNATURE, Reason.CIPHERTEXT, Reason.CONTENT);
        assertThat(events).hasSizeGreaterThan(40);
    }

    private void openSealed(String message, int input) {
        SealedCallback sealed = Sealing.seal(Sealing.KEYS, message);
        open(sealed.query(), Sealing.body(sealed), input);
    }

    private void openSigned(byte[] encrypted, int input) {
        SealedCallback sealed = Sealing.sign(encrypted);
        open(sealed.query(), Sealing.body(sealed), input);
    }

    private void open(CallbackQuery query, byte[] body, int input) {
        try {
            events.merge(
                    Sealing.CODEC.open(Sealing.KEYS, query, body).getClass().getSimpleName(), 1, Integer::sum);
        } catch (CallbackRejected e) {
            reasons.merge(e.reason(), 1, Integer::sum);
        } catch (Throwable e) {
            throw new AssertionError("input " + input + " of seed " + SEED, e);
        }
    }

    private void query(int input) {
        String query =
                "msg_signature=5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3&timestamp=1409659589&nonce=1&echostr=a%2b";
        try {
            Sealing.CODEC.echo(
                    Sealing.KEYS, CallbackQuery.parse(new String(mutated(query.getBytes(ISO_8859_1)), ISO_8859_1)));
        } catch (CallbackRejected e) {
            reasons.merge(e.reason(), 1, Integer::sum);
        } catch (Throwable e) {
            throw new AssertionError("query of input " + input + " of seed " + SEED, e);
        }
    }

    private byte[] randomBytes(int atMost) {
        byte[] bytes = new byte[random.nextInt(atMost)];
        random.nextBytes(bytes);
        return bytes;
    }

    /** One to four places changed, cut or doubled. */
    private byte[] mutated(byte[] original) {
        byte[] bytes = original.clone();
        for (int edits = random.nextInt(1, 5); edits > 0 && bytes.length > 1; edits--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes = Arrays.copyOf(bytes, at);
                default -> {
                    int length = random.nextInt(Math.min(40, bytes.length - at) + 1);
                    byte[] longer = Arrays.copyOf(bytes, bytes.length + length);
                    System.arraycopy(bytes, at, longer, at + length, bytes.length - at);
                    bytes = longer;
                }
            }
        }
        return bytes;
    }

    private String pieces() {
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(40); n > 0; n--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    private static List<byte[]> samples() throws IOException {
        List<byte[]> samples = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/callbacks"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".xml"))
                    .sorted()
                    .toList()) {
                samples.add(Files.readAllBytes(file));
            }
        }
        return samples;
    }
}
