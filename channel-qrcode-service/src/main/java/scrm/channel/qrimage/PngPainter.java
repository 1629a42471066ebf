package scrm.channel.qrimage;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.jspecify.annotations.Nullable;

import scrm.rest.InvalidRequest;

/** Paints a code as PNG. */
final class PngPainter implements QrPainter {
    @Override
    public byte[] paint(
            QrModules modules, QrLayout layout, QrOptions options, @Nullable Picture logo, @Nullable Picture poster) {
        BufferedImage sheet = new BufferedImage(
                poster == null ? layout.width() : poster.width(),
                poster == null ? layout.height() : poster.height(),
                BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = sheet.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            graphics.setColor(options.background().awt());
            graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
            QrOptions.Poster place = options.poster();
            if (poster != null && place != null) {
                graphics.drawImage(poster.decode("posterId"), 0, 0, null);
                graphics.translate(place.x(), place.y());
                graphics.fillRect(0, 0, layout.width(), layout.height());
            }
            paintCode(graphics, modules, layout, options);
            if (logo != null) {
                paintLogo(graphics, layout, options, logo);
            }
            String caption = options.caption();
            if (caption != null) {
                paintCaption(graphics, layout, options, caption);
            }
        } finally {
            graphics.dispose();
        }
        return png(sheet);
    }

    private static void paintCode(Graphics2D graphics, QrModules modules, QrLayout layout, QrOptions options) {
        graphics.setColor(options.foreground().awt());
        for (int row = 0; row < modules.side(); row++) {
            for (int column = 0; column < modules.side(); column++) {
                if (modules.isDark(column, row)) {
                    graphics.fillRect(
                            layout.codeAt() + column * layout.module(),
                            layout.codeAt() + row * layout.module(),
                            layout.module(),
                            layout.module());
                }
            }
        }
    }

    private static void paintLogo(Graphics2D graphics, QrLayout layout, QrOptions options, Picture logo) {
        int frame = layout.module();
        int box = layout.logoSide();
        int at = layout.logoAt();
        graphics.setColor(options.background().awt());
        graphics.fillRect(at - frame, at - frame, box + 2 * frame, box + 2 * frame);
        double scale = (double) box / Math.max(logo.width(), logo.height());
        int width = Math.max(1, (int) Math.round(logo.width() * scale));
        int height = Math.max(1, (int) Math.round(logo.height() * scale));
        graphics.drawImage(
                halved(logo.decode("logoId"), width, height),
                at + (box - width) / 2,
                at + (box - height) / 2,
                width,
                height,
                null);
    }

    /** Smaller by half and half again until the rest is less than half, for at one go pixels would be left out. */
    private static BufferedImage halved(BufferedImage image, int width, int height) {
        BufferedImage smaller = image;
        while (smaller.getWidth() >= 2 * width && smaller.getHeight() >= 2 * height) {
            BufferedImage half =
                    new BufferedImage(smaller.getWidth() / 2, smaller.getHeight() / 2, BufferedImage.TYPE_INT_ARGB);
            Graphics2D graphics = half.createGraphics();
            graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            graphics.drawImage(smaller, 0, 0, half.getWidth(), half.getHeight(), null);
            graphics.dispose();
            smaller = half;
        }
        return smaller;
    }

    private static void paintCaption(Graphics2D graphics, QrLayout layout, QrOptions options, String caption) {
        Font font = CaptionFont.of(caption)
                .orElseThrow(() -> InvalidRequest.field("caption", "no_font"))
                .deriveFont((float) layout.captionSize());
        double width = graphics.getFontMetrics(font).stringWidth(caption);
        double most = QrLayout.CAPTION_WIDTH * layout.width();
        if (width > most) {
            font = font.deriveFont((float) (layout.captionSize() * most / width));
            width = most;
        }
        graphics.setFont(font);
        graphics.setColor(options.foreground().awt());
        graphics.drawString(caption, (float) (layout.width() - width) / 2, (float) layout.baseline());
    }

    private static byte[] png(BufferedImage sheet) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(sheet, "png", out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
