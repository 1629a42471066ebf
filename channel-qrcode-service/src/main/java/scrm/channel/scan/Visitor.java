package scrm.channel.scan;

import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who opens a link, as far as the request tells; nothing of it is kept but the device.
 *
 * @param device what it was opened with
 * @param person false for programs: searchers, previews in chats, browsers that load a page ahead of their user
 */
record Visitor(Device device, boolean person) {
    /** A maker of phones is called Cubot; of everything else whose name ends so, none is a person. */
    private static final Pattern PROGRAM = Pattern.compile(
            "(?<!cu)bot(?![a-z])|crawl|spider|slurp|preview|prerender|facebookexternalhit|whatsapp/|embedly"
                    + "|inspectiontool|read-aloud|headless|lighthouse|monitor|uptime|\\bcurl/|\\bwget/|python"
                    + "|http-?client|okhttp/|\\bjava/|\\bruby|\\bperl|\\bphp",
            Pattern.CASE_INSENSITIVE);

    /** @param header a header of the request by its name */
    static Visitor of(String method, Function<String, @Nullable String> header) {
        String userAgent = header.apply("User-Agent");
        boolean ahead = isAhead(header.apply("Sec-Purpose")) || isAhead(header.apply("Purpose"));
        boolean program = userAgent == null
                || userAgent.isBlank()
                || PROGRAM.matcher(userAgent).find();
        return new Visitor(Device.of(userAgent), method.equals("GET") && !ahead && !program);
    }

    /** {@code prefetch}, {@code prefetch;prerender}, {@code preview}. */
    private static boolean isAhead(@Nullable String purpose) {
        return purpose != null && (purpose.contains("prefetch") || purpose.contains("preview"));
    }
}
