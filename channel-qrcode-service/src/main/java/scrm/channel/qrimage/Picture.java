package scrm.channel.qrimage;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

import scrm.rest.InvalidRequest;

/**
 * A logo or a poster. Its size is read from its head before anything is decoded, so that a few bytes cannot grow into
 * gigabytes.
 *
 * @param bytes as they were given
 * @param width in pixels
 * @param height in pixels
 */
@SuppressWarnings("ArrayRecordComponent") // read and passed on; never compared, never changed
record Picture(byte[] bytes, Format format, int width, int height) {
    static final int MOST_BYTES = 5 << 20;
    static final int MOST_PIXELS = 4 << 20;

    /** What is taken. */
    enum Format {
        PNG("image/png", "png", "\u0089PNG"),
        JPEG("image/jpeg", "jpg", "\u00FF\u00D8\u00FF");

        private final String mediaType;
        private final String extension;
        private final String head;

        Format(String mediaType, String extension, String head) {
            this.mediaType = mediaType;
            this.extension = extension;
            this.head = head;
        }

        String mediaType() {
            return mediaType;
        }

        String extension() {
            return extension;
        }

        static Optional<Format> of(byte[] bytes) {
            return Arrays.stream(values())
                    .filter(format -> bytes.length > format.head.length()
                            && new String(bytes, 0, format.head.length(), StandardCharsets.ISO_8859_1)
                                    .equals(format.head))
                    .findFirst();
        }
    }

    /** What is read of an image. */
    @FunctionalInterface
    private interface Reading<T> {
        T of(ImageReader reader) throws IOException;
    }

    /**
     * Looks at an image's head.
     *
     * @param field where it comes from
     * @throws InvalidRequest if it is no image that we take
     */
    static Picture of(byte[] bytes, String field) {
        if (bytes.length > MOST_BYTES) {
            throw InvalidRequest.field(field, "too_large", MOST_BYTES);
        }
        Format format = Format.of(bytes).orElseThrow(() -> InvalidRequest.field(field, "not_an_image"));
        Picture picture = read(
                bytes, format, field, reader -> new Picture(bytes, format, reader.getWidth(0), reader.getHeight(0)));
        if ((long) picture.width * picture.height > MOST_PIXELS) {
            throw InvalidRequest.field(field, "too_many_pixels", MOST_PIXELS);
        }
        return picture;
    }

    /**
     * Goes through all of it and keeps little, to see whether it can be decoded.
     *
     * @throws InvalidRequest if it cannot
     */
    void check(String field) {
        int every = Math.max(1, Math.min(width, height) / 16);
        read(bytes, format, field, reader -> {
            ImageReadParam param = reader.getDefaultReadParam();
            param.setSourceSubsampling(every, every, 0, 0);
            return reader.read(0, param);
        });
    }

    /** @throws InvalidRequest if it cannot be decoded */
    BufferedImage decode(String field) {
        return read(bytes, format, field, reader -> reader.read(0));
    }

    private static <T> T read(byte[] bytes, Format format, String field, Reading<T> reading) {
        ImageReader reader = ImageIO.getImageReadersByFormatName(format.name()).next();
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            reader.setInput(in, true, true);
            return reading.of(reader);
        } catch (IOException | RuntimeException e) {
            // The JDK's readers throw whatever they stumble over in broken images.
            throw InvalidRequest.field(field, "not_an_image");
        } finally {
            reader.dispose();
        }
    }
}
