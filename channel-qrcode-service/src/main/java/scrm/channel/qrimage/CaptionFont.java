package scrm.channel.qrimage;

import java.awt.Font;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The fonts of this machine. Small images have none, and not even fontconfig, without which Java fails on any text. */
final class CaptionFont {
    private static final Logger log = LoggerFactory.getLogger(CaptionFont.class);

    private CaptionFont() {}

    /** A font that has all characters of the text; empty if there is none. */
    static Optional<Font> of(String text) {
        try {
            Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
            return font.canDisplayUpTo(text) < 0 ? Optional.of(font) : Optional.empty();
        } catch (RuntimeException | InternalError | LinkageError e) {
            log.warn("Captions cannot be drawn, for Java finds no fonts: install fontconfig and a font", e);
            return Optional.empty();
        }
    }
}
