package scrm.channel.qrimage;

import org.jspecify.annotations.Nullable;

import scrm.attachment.MediaContentId;

/**
 * How a code is to look; what is here can be scanned.
 *
 * @param size side of the code with its margin, in pixels
 * @param margin quiet zone on each side, in modules of the code
 * @param foreground the darker one
 * @param logo a picture in its middle
 * @param caption a line below it
 * @param poster what it stands on
 */
record QrOptions(
        int size,
        int margin,
        Rgb foreground,
        Rgb background,
        @Nullable MediaContentId logo,
        @Nullable String caption,
        @Nullable Poster poster) {
    /**
     * A picture that a code stands on.
     *
     * @param picture which
     * @param x of the code's upper left corner, in pixels from the left
     * @param y from above
     */
    record Poster(MediaContentId picture, int x, int y) {}
}
