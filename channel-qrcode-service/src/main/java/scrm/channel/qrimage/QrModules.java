package scrm.channel.qrimage;

import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import java.net.URI;
import java.util.Map;

/** The squares of a QR code, without its quiet zone. Source: ISO/IEC 18004. */
final class QrModules {
    private final ByteMatrix matrix;

    private QrModules(ByteMatrix matrix) {
        this.matrix = matrix;
    }

    /** @param covered whether something covers its middle: then three tenths of it may be missing, else one in seven */
    static QrModules of(URI link, boolean covered) {
        ErrorCorrectionLevel level = covered ? ErrorCorrectionLevel.H : ErrorCorrectionLevel.M;
        try {
            return new QrModules(Encoder.encode(link.toString(), level, Map.of(EncodeHintType.CHARACTER_SET, "UTF-8"))
                    .getMatrix());
        } catch (WriterException e) {
            throw new IllegalStateException("the public URL is too long for a QR code", e);
        }
    }

    /** How many stand side by side. */
    int side() {
        return matrix.getWidth();
    }

    boolean isDark(int column, int row) {
        return matrix.get(column, row) == 1;
    }
}
