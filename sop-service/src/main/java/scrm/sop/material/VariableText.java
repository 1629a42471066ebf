package scrm.sop.material;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A text with variables, written as in welcomes: {@code {contactName}}, and with what stands there instead where the
 * value is not known: {@code {contactName|您}}.
 *
 * @param template as it is written
 */
public record VariableText(String template) {
    /** The contact's own name. */
    static final String CONTACT_NAME = "contactName";

    /** What the member calls the contact. */
    static final String REMARK = "remark";

    /** What contacts may call the member. */
    static final String MEMBER_NAME = "memberName";

    /** Values that a system of the corp tells have names that begin so. */
    static final String OWN = "own_";

    /** The tag that the contact has of a group, by the group's name or id: {@code {tag:等级|会员}}. */
    static final String TAG = "tag:";

    private static final Pattern VARIABLE =
            Pattern.compile("\\{([A-Za-z][A-Za-z0-9_]{0,39}|tag:[^{}|\\r\\n]{1,64})(?:\\|([^{}|]{0,100}))?}");

    /** Whether a variable begins at that character of the template. */
    public boolean isVariableAt(int index) {
        return VARIABLE.matcher(template).region(index, template.length()).lookingAt();
    }

    /** Variables that nobody can give a value to. */
    List<String> unknown() {
        return variables().stream()
                .filter(name -> !Set.of(CONTACT_NAME, REMARK, MEMBER_NAME).contains(name)
                        && !name.startsWith(OWN)
                        && !name.startsWith(TAG))
                .sorted()
                .toList();
    }

    /** Groups of tags that some variables ask for, by name or id. */
    static Set<String> tagGroups(Set<String> variables) {
        return variables.stream()
                .filter(name -> name.startsWith(TAG))
                .map(name -> name.substring(TAG.length()))
                .collect(Collectors.toUnmodifiableSet());
    }

    Set<String> variables() {
        return matches().stream().map(match -> match.group(1)).collect(Collectors.toUnmodifiableSet());
    }

    /** Those of its variables that have neither a value here nor anything to stand in for it. */
    List<String> missing(Map<String, String> values) {
        return matches().stream()
                .filter(match -> match.group(2) == null && value(values, match.group(1)) == null)
                .map(match -> match.group(1))
                .distinct()
                .toList();
    }

    /** The text for one contact; nothing may be {@linkplain #missing missing}. */
    String render(Map<String, String> values) {
        // One pass over the template, so that a name which looks like a variable stays a name.
        return VARIABLE.matcher(template).replaceAll(match -> {
            String value = value(values, match.group(1));
            return Matcher.quoteReplacement(value != null ? value : Objects.requireNonNull(match.group(2)));
        });
    }

    private static @Nullable String value(Map<String, String> values, String name) {
        String value = values.get(name);
        return value == null || value.isBlank() ? null : value;
    }

    private List<MatchResult> matches() {
        return VARIABLE.matcher(template).results().toList();
    }
}
