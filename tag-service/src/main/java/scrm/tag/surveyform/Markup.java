package scrm.tag.surveyform;

import java.util.Arrays;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/**
 * HTML that is safe to show. Whatever is put into a template is escaped, unless it is markup itself: forgetting it is
 * not possible.
 *
 * @param html what a browser gets
 */
record Markup(String html) {
    static final Markup NONE = new Markup("");

    /**
     * Fills a template.
     *
     * @param template HTML of ours with a {@code %s} for each part, those in attributes within quotation marks
     * @param parts markup, or anything else, whose text is escaped
     */
    static Markup of(String template, Object... parts) {
        Object[] safe = Arrays.stream(parts)
                .map(part -> part instanceof Markup markup ? markup.html() : escaped(part.toString()))
                .toArray();
        return new Markup(template.formatted(safe));
    }

    /** Puts pieces one after another. */
    static Collector<Markup, ?, Markup> joined() {
        return Collectors.collectingAndThen(Collectors.mapping(Markup::html, Collectors.joining()), Markup::new);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
    }
}
