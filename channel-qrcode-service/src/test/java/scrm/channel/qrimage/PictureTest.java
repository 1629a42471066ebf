package scrm.channel.qrimage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import scrm.rest.FieldProblem;
import scrm.rest.InvalidRequest;

class PictureTest {
    private static final byte[] PNG = TestPictures.noisePng(40, 30);

    @Test
    void sizesAreReadFromTheHead() {
        Picture png = Picture.of(PNG, "content");
        Picture jpeg = Picture.of(TestPictures.bytes(TestPictures.noise(40, 30), "jpg"), "content");

        assertThat(png.format()).isEqualTo(Picture.Format.PNG);
        assertThat(jpeg.format()).isEqualTo(Picture.Format.JPEG);
        assertThat(jpeg.width()).isEqualTo(png.width()).isEqualTo(40);
        assertThat(jpeg.height()).isEqualTo(png.height()).isEqualTo(30);
        png.check("content");
        jpeg.check("content");
        assertThat(png.decode("content").getRGB(7, 9))
                .isEqualTo(TestPictures.noise(40, 30).getRGB(7, 9));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GIF89a...", "<svg xmlns='http://www.w3.org/2000/svg'/>", "https://10.0.0.1/logo.png"})
    void whatIsNoImageIsRefused(String text) {
        refused(() -> Picture.of(text.getBytes(StandardCharsets.UTF_8), "content"), "not_an_image");
    }

    @Test
    void halfAnImageIsRefused() {
        Picture half = Picture.of(Arrays.copyOf(PNG, PNG.length / 2), "content");

        refused(() -> half.check("content"), "not_an_image");
        refused(() -> half.decode("content"), "not_an_image");
    }

    @Test
    void brokenImagesNeverDoMoreThanBeRefused() {
        Random random = new Random(20261122);
        byte[][] whole = {PNG, TestPictures.bytes(TestPictures.noise(40, 30), "jpg")};
        for (int i = 0; i < 2000; i++) {
            byte[] broken = whole[i % 2].clone();
            for (int j = 0; j < 4; j++) {
                broken[4 + random.nextInt(Math.min(broken.length, 300) - 4)] = (byte) random.nextInt();
            }
            try {
                Picture.of(broken, "content").check("content");
            } catch (InvalidRequest e) {
                assertThat(e.problem().errors())
                        .allMatch(error -> error.code().equals("not_an_image")
                                || error.code().equals("too_many_pixels"));
            }
        }
    }

    /** 50,000 × 50,000 pixels of one colour: some megabytes of zeros in a few kilobytes, ten gigabytes decoded. */
    @Test
    void aBombIsRefusedByItsHead() throws IOException {
        refused(() -> Picture.of(pngHead(50_000, 50_000), "content"), "too_many_pixels");
        assertThat(Picture.of(pngHead(2048, 2048), "content").width()).isEqualTo(2048);
        refused(() -> Picture.of(pngHead(2048, 2049), "content"), "too_many_pixels");
        refused(() -> Picture.of(pngHead(-1, 10), "content"), "not_an_image");
    }

    @Test
    void anImageHasItsMostBytes() {
        byte[] large = Arrays.copyOf(PNG, Picture.MOST_BYTES + 1);

        refused(() -> Picture.of(large, "content"), "too_large");
    }

    private static byte[] pngHead(int width, int height) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        DataOutputStream ihdr = new DataOutputStream(head);
        ihdr.writeBytes("IHDR");
        ihdr.writeInt(width);
        ihdr.writeInt(height);
        ihdr.write(new byte[] {8, 2, 0, 0, 0});
        CRC32 crc = new CRC32();
        crc.update(head.toByteArray());
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(png);
        out.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
        out.writeInt(13);
        out.write(head.toByteArray());
        out.writeInt((int) crc.getValue());
        return png.toByteArray();
    }

    private static void refused(ThrowingCallable what, String code) {
        assertThatThrownBy(what)
                .isInstanceOfSatisfying(
                        InvalidRequest.class,
                        e -> assertThat(e.problem().errors())
                                .singleElement()
                                .extracting(FieldProblem::field, FieldProblem::code)
                                .containsExactly("content", code));
    }
}
