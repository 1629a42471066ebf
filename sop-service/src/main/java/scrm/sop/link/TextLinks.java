package scrm.sop.link;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
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

    /**
     * A link where it stands.
     *
     * @param start its first character
     * @param until where no character stands that an address may have; what ends a sentence may lie between
     */
    private record Found(String url, int start, int until) {}

    private static List<Found> find(String text) {
        return LINK.matcher(text)
                .results()
                .map(match -> new Found(withoutWhatFollows(match.group()), match.start(), match.end()))
                .filter(found -> HOST_WITH_DOT.matcher(found.url()).matches())
                .toList();
    }

    /** Each once, in their order. */
    static Set<String> in(String text) {
        return in(text, _ -> false);
    }

    /**
     * Those of a template that are the same for everybody. One that a variable follows at any place is none of them:
     * once the variable has its value, nobody can tell the two apart.
     *
     * @param isVariableAt whether a variable begins at a character of the template
     */
    static Set<String> in(String template, IntPredicate isVariableAt) {
        Set<String> whole = new LinkedHashSet<>();
        Set<String> begun = new HashSet<>();
        find(template).forEach(found -> (isVariableAt.test(found.until()) ? begun : whole).add(found.url()));
        whole.removeAll(begun);
        return whole;
    }

    /** The text with other links; nothing else changes. */
    static String replace(String text, UnaryOperator<String> other) {
        StringBuilder replaced = new StringBuilder();
        int copied = 0;
        for (Found found : find(text)) {
            replaced.append(text, copied, found.start()).append(other.apply(found.url()));
            copied = found.start() + found.url().length();
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
