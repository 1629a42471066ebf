package scrm.channel.qrimage;

import org.jspecify.annotations.Nullable;

import scrm.rest.InvalidRequest;

/** Makes a picture of a code in one format. */
interface QrPainter {
    /**
     * Paints.
     *
     * @param logo the picture of the options' logo
     * @param poster the picture of the options' poster, on which the layout fits
     * @throws InvalidRequest if one of the pictures cannot be decoded, or the caption cannot be drawn
     */
    byte[] paint(
            QrModules modules, QrLayout layout, QrOptions options, @Nullable Picture logo, @Nullable Picture poster);
}
