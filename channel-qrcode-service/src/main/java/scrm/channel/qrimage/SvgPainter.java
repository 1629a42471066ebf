package scrm.channel.qrimage;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Formatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes a code as SVG 1.1 that needs nothing from elsewhere; whoever shows it has fonts for its caption. */
final class SvgPainter implements QrPainter {
    @Override
    public byte[] paint(
            QrModules modules, QrLayout layout, QrOptions options, @Nullable Picture logo, @Nullable Picture poster) {
        int width = poster == null ? layout.width() : poster.width();
        int height = poster == null ? layout.height() : poster.height();
        Formatter svg = new Formatter(Locale.ROOT);
        svg.format("""
                <svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" \
                width="%d" height="%d" viewBox="0 0 %d %d">
                """, width, height, width, height);
        QrOptions.Poster place = options.poster();
        if (poster != null) {
            image(svg, poster, 0, 0, width, height);
        }
        svg.format(
                "<g transform=\"translate(%d %d)\">\n", place == null ? 0 : place.x(), place == null ? 0 : place.y());
        rectangle(svg, 0, 0, layout.width(), layout.height(), options.background());
        svg.format("""
                <path fill="%s" shape-rendering="crispEdges" transform="translate(%d %d) scale(%d)" d="%s"/>
                """, options.foreground(), layout.codeAt(), layout.codeAt(), layout.module(), path(modules));
        if (logo != null) {
            int frame = layout.module();
            int at = layout.logoAt();
            int box = layout.logoSide();
            rectangle(svg, at - frame, at - frame, box + 2 * frame, box + 2 * frame, options.background());
            image(svg, logo, at, at, box, box);
        }
        String caption = options.caption();
        if (caption != null) {
            svg.format(
                    """
                    <text x="%.1f" y="%.1f" font-size="%.1f" fill="%s" text-anchor="middle" \
                    font-family="'PingFang SC','Noto Sans CJK SC','Microsoft YaHei',sans-serif">%s</text>
                    """,
                    layout.width() / 2.0,
                    layout.baseline(),
                    layout.captionSize(),
                    options.foreground(),
                    escaped(caption));
        }
        svg.format("</g>\n</svg>\n");
        return svg.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Each run of dark squares in a row, in squares. */
    private static String path(QrModules modules) {
        Formatter path = new Formatter(Locale.ROOT);
        for (int row = 0; row < modules.side(); row++) {
            int column = 0;
            while (column < modules.side()) {
                int start = column;
                while (column < modules.side() && modules.isDark(column, row)) {
                    column++;
                }
                if (column > start) {
                    path.format("M%d %dh%dv1h-%dz", start, row, column - start, column - start);
                }
                column++;
            }
        }
        return path.toString();
    }

    private static void rectangle(Formatter svg, int x, int y, int width, int height, Rgb colour) {
        svg.format("<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>\n", x, y, width, height, colour);
    }

    /** Inside this box, in its own proportions. */
    private static void image(Formatter svg, Picture picture, int x, int y, int width, int height) {
        String bytes = Base64.getEncoder().encodeToString(picture.bytes());
        svg.format(
                "<image x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" xlink:href=\"data:%s;base64,%s\"/>\n",
                x, y, width, height, picture.format().mediaType(), bytes);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
