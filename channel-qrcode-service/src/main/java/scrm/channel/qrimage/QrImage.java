package scrm.channel.qrimage;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A picture of a code.
 *
 * @param bytes in its format
 * @param etag of exactly these bytes
 */
@SuppressWarnings("ArrayRecordComponent") // written out; never compared, never changed
record QrImage(byte[] bytes, String etag) {
    /** What a picture can be had as. */
    enum Format {
        PNG("image/png"),
        SVG("image/svg+xml");

        private final String mediaType;

        Format(String mediaType) {
            this.mediaType = mediaType;
        }

        String mediaType() {
            return mediaType;
        }

        QrPainter painter() {
            return switch (this) {
                case PNG -> new PngPainter();
                case SVG -> new SvgPainter();
            };
        }
    }

    static QrImage of(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return new QrImage(bytes, "\"" + HexFormat.of().formatHex(digest) + "\"");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
