package scrm.sop.link;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * The links in a text, where a reader's phone would find them: Chinese text goes on without a space, so a link ends
 * where something stands that no address has, and what ends a sentence is not part of it.
 */
final class TextLinks {
    /** Two links may have nothing but a comma between them. */
    private static final Pattern LINK = Pattern.compile(
            "(?<![A-Za-z0-9+])https?://(?:(?![,;]https?://)[A-Za-z0-9\\-._~:/?#\\[\\]@!$&'()*+,;=%])++",
            Pattern.CASE_INSENSITIVE);

    /** A host that has none is not one of the internet's, or the beginning of one in Chinese characters. */
    private static final Pattern HOST_WITH_DOT = Pattern.compile("[^/?#]+//[^/?#]*\\.[^/?#]+.*");

    private static final String AFTER_A_LINK = ".,;:!?'*";

    private TextLinks() {}

    /** Each once, in their order. */
    static Set<String> in(String text) {
        Set<String> links = new LinkedHashSet<>();
        replace(text, link -> {
            links.add(link);
            return link;
        });
        return links;
    }

    /** The text with other links; nothing else changes. */
    static String replace(String text, UnaryOperator<String> other) {
        StringBuilder replaced = new StringBuilder();
        int copied = 0;
        for (var found = LINK.matcher(text).results().iterator(); found.hasNext(); ) {
            var match = found.next();
            String link = withoutWhatFollows(match.group());
            if (HOST_WITH_DOT.matcher(link).matches()) {
                replaced.append(text, copied, match.start()).append(other.apply(link));
                copied = match.start() + link.length();
            }
        }
        return replaced.append(text, copied, text.length()).toString();
    }

    private static String withoutWhatFollows(String link) {
        int end = link.length();
        while (end > 0 && isAfterALink(link.substring(0, end))) {
            end--;
        }
        return link.substring(0, end);
    }

    /** Whether the last character belongs to the text around: brackets do that were opened before the link. */
    private static boolean isAfterALink(String link) {
        char last = link.charAt(link.length() - 1);
        return switch (last) {
            case ')' -> count(link, ')') > count(link, '(');
            case ']' -> count(link, ']') > count(link, '[');
            default -> AFTER_A_LINK.indexOf(last) >= 0;
        };
    }

    private static long count(String link, char which) {
        return link.chars().filter(each -> each == which).count();
    }
}
