package scrm.rest.page;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * A page of HTML to print, on A4 and on a phone alike, that needs nothing but itself: no script, no picture, no font
 * from elsewhere. Its parts stand in the order in which they are added; texts are escaped here.
 */
public final class PrintedPage {
    private static final String STYLE = """
            @page { size: A4; margin: 15mm }
            body { font: 14px/1.5 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif;
                color: #1f2933; max-width: 60em; margin: 2em auto; padding: 0 1em }
            h1 { font-size: 1.6em; margin-bottom: 0; overflow-wrap: anywhere } h2 { font-size: 1.1em; margin-top: 2em }
            .about { color: #52606d }
            .tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(9em, 1fr)); gap: .75em }
            .tile { border: 1px solid #cbd2d9; border-radius: 6px; padding: .5em .75em; break-inside: avoid }
            .tile b { display: block; font-size: 1.5em } .tile span { color: #52606d }
            figure { margin: 1em 0; break-inside: avoid } svg { width: 100%; height: auto }
            svg text { font-size: 11px; fill: #52606d }
            .up { fill: #2f7d4f } .down { fill: #b3372f } .line { fill: none; stroke: #1f5fa8; stroke-width: 2 }
            .bar { fill: #1f5fa8 } .axis { stroke: #9aa5b1 }
            table { border-collapse: collapse; width: 100% } td { border-top: 1px solid #e4e7eb; padding: .35em .5em;
                vertical-align: top } td:first-child { white-space: nowrap }
            th { text-align: right; padding: .35em .5em; font-weight: 600 } th:first-child { text-align: left }
            .numbers { overflow-x: auto } .numbers td { text-align: right } .numbers td:first-child { text-align: left }
            """;

    private final Locale language;
    private final String title;
    private final StringBuilder body = new StringBuilder();

    /** @param about what stands below the title */
    public PrintedPage(Locale language, String title, String about) {
        this.language = language;
        this.title = title;
        body.append("<h1>%s</h1>\n<p class=\"about\">%s</p>\n".formatted(escaped(title), escaped(about)));
    }

    /** Figures as tiles, by their labels. */
    public PrintedPage tiles(Map<String, String> figures) {
        body.append("<div class=\"tiles\">\n");
        figures.forEach((label, value) -> body.append(
                "<div class=\"tile\"><b>%s</b><span>%s</span></div>\n".formatted(escaped(value), escaped(label))));
        body.append("</div>\n");
        return this;
    }

    /** @param svg of a {@link Chart} */
    public PrintedPage figure(String heading, String svg) {
        body.append("""
                <h2>%1$s</h2>
                <figure role="img" aria-label="%1$s">
                %2$s</figure>
                """.formatted(escaped(heading), svg));
        return this;
    }

    /** Numbers in rows; the first cell of each says what they are of. */
    public PrintedPage numbers(String heading, List<String> head, List<List<String>> rows) {
        heading(heading);
        body.append("<div class=\"numbers\">\n<table>\n<tr>");
        head.forEach(cell -> body.append("<th>").append(escaped(cell)).append("</th>"));
        body.append("</tr>\n");
        rows.forEach(this::row);
        body.append("</table>\n</div>\n");
        return this;
    }

    /** What words mean. */
    public PrintedPage definitions(String heading, Map<String, String> definitions) {
        heading(heading);
        body.append("<table>\n");
        definitions.forEach((word, meaning) -> row(List.of(word, meaning)));
        body.append("</table>\n");
        return this;
    }

    private void heading(String heading) {
        body.append("<h2>").append(escaped(heading)).append("</h2>\n");
    }

    private void row(List<String> cells) {
        body.append("<tr>");
        cells.forEach(cell -> body.append("<td>").append(escaped(cell)).append("</td>"));
        body.append("</tr>\n");
    }

    /** Well-formed as XML too, but for its first line and its {@code meta}. */
    public String html() {
        return """
                <!DOCTYPE html>
                <html lang="%s">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s</title>
                <style>
                %s</style>
                </head>
                <body>
                %s</body>
                </html>
                """.formatted(language.toLanguageTag(), escaped(title), STYLE, body);
    }

    /** As a controller answers it. */
    public ResponseEntity<byte[]> answer() {
        return ResponseEntity.ok()
                .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .header(HttpHeaders.CONTENT_LANGUAGE, language.toLanguageTag())
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE)
                .header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
                .body(html().getBytes(StandardCharsets.UTF_8));
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
