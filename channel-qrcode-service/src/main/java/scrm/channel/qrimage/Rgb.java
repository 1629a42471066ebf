package scrm.channel.qrimage;

import java.awt.Color;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A colour.
 *
 * @param value 0xRRGGBB
 */
record Rgb(int value) {
    static final Rgb BLACK = new Rgb(0);
    static final Rgb WHITE = new Rgb(0xFFFFFF);

    private static final Pattern WRITTEN = Pattern.compile("#[0-9A-Fa-f]{6}");

    static Optional<Rgb> parse(String text) {
        return WRITTEN.matcher(text).matches()
                ? Optional.of(new Rgb(Integer.parseInt(text.substring(1), 16)))
                : Optional.empty();
    }

    /**
     * How much lighter another colour is: 1 (the same) to 21; below 1 if it is darker. Source: WCAG 2, contrast ratio.
     */
    double contrastTo(Rgb lighter) {
        return (lighter.luminance() + 0.05) / (luminance() + 0.05);
    }

    /** How light it is: 0 (black) to 1 (white). Source: WCAG 2, relative luminance. */
    double luminance() {
        return 0.2126 * linear(value >> 16) + 0.7152 * linear(value >> 8) + 0.0722 * linear(value);
    }

    private static double linear(int shifted) {
        double part = (shifted & 0xFF) / 255.0;
        return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
    }

    Color awt() {
        return new Color(value);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "#%06x", value);
    }
}
