package scrm.channel.qrimage;

import org.jspecify.annotations.Nullable;

import scrm.rest.InvalidRequest;

/**
 * Where everything stands, in pixels from the upper left corner of the code with its margin.
 *
 * @param width of all
 * @param height of all, the caption included
 * @param module side of one square: whole pixels, for blurred edges are hard to scan
 * @param codeAt left and upper edge of the first square
 * @param codeSide all squares
 * @param captionSize of its letters, 0 without one
 */
record QrLayout(int width, int height, int module, int codeAt, int codeSide, double captionSize) {
    /** What phones tell apart on a screen. */
    private static final int LEAST_MODULE = 2;

    private static final double LEAST_LETTERS = 9;
    private static final int LEAST_BAND = 24;

    /** How much of the width a caption takes. */
    static final double CAPTION_WIDTH = 0.92;

    /** @throws InvalidRequest if the size is too small for the code, or the caption too long for the size */
    static QrLayout of(QrModules modules, QrOptions options) {
        int across = modules.side() + 2 * options.margin();
        int module = options.size() / across;
        if (module < LEAST_MODULE) {
            throw InvalidRequest.field("size", "too_small", LEAST_MODULE * across);
        }
        int codeSide = module * modules.side();
        String caption = options.caption();
        int band = caption == null ? 0 : Math.max(LEAST_BAND, options.size() / 8);
        return new QrLayout(
                options.size(),
                options.size() + band,
                module,
                (options.size() - codeSide) / 2,
                codeSide,
                captionSize(caption, options.size(), band));
    }

    private static double captionSize(@Nullable String caption, int size, int band) {
        if (caption == null) {
            return 0;
        }
        // As wide as letters commonly are: those of Chinese are squares.
        double letters =
                caption.codePoints().mapToDouble(c -> c >= 0x2E80 ? 1 : 0.6).sum();
        double captionSize = Math.min(band * 0.6, CAPTION_WIDTH * size / letters);
        if (captionSize < LEAST_LETTERS) {
            throw InvalidRequest.field("caption", "does_not_fit");
        }
        return captionSize;
    }

    /** The line on which a caption's letters stand. */
    double baseline() {
        return width + (height - width) * 0.62;
    }

    /** Side of the logo: a fifth of the code's, of which three tenths may be covered. */
    int logoSide() {
        return codeSide / 5;
    }

    /** Left and upper edge of the logo. */
    int logoAt() {
        return codeAt + (codeSide - logoSide()) / 2;
    }

    /** @throws InvalidRequest if it does not fit on the poster where it is to stand */
    void checkFits(QrOptions.Poster poster, Picture picture) {
        if (poster.x() + width > picture.width()) {
            throw InvalidRequest.field("x", "outside_poster", picture.width(), width);
        }
        if (poster.y() + height > picture.height()) {
            throw InvalidRequest.field("y", "outside_poster", picture.height(), height);
        }
    }
}
