package scrm.channel.script;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The text of a welcome with its variables: {@code {contactName}}, {@code {memberName}}, {@code {channelName}} and
 * {@code {liveCodeName}}.
 *
 * @param template at most 4000 bytes of UTF-8 (document 92137)
 */
public record WelcomeText(String template) {
    /** Longest text that WeCom takes, in bytes of UTF-8. */
    public static final int MAX_BYTES = 4000;

    /** Stands for a contact whose name cannot be had in time. */
    static final String NEUTRAL_CONTACT_NAME = "朋友";

    private static final String CONTACT_NAME = "{contactName}";
    private static final String MEMBER_NAME = "{memberName}";
    private static final String CHANNEL_NAME = "{channelName}";
    private static final String LIVE_CODE_NAME = "{liveCodeName}";
    private static final List<String> KNOWN = List.of(CONTACT_NAME, MEMBER_NAME, CHANNEL_NAME, LIVE_CODE_NAME);
    private static final Pattern VARIABLE = Pattern.compile("\\{[A-Za-z][A-Za-z0-9_]*}");

    /**
     * What stands where the variables stood.
     *
     * @param contact absent: a neutral word
     * @param member absent only if the text does not use it
     */
    public record Names(Optional<String> contact, @Nullable String member, String channel, String liveCode) {}

    public boolean usesContactName() {
        return template.contains(CONTACT_NAME);
    }

    public boolean usesMemberName() {
        return template.contains(MEMBER_NAME);
    }

    /** Variables that nobody can fill in. */
    List<String> unknownVariables() {
        return variables()
                .filter(variable -> !KNOWN.contains(variable))
                .distinct()
                .toList();
    }

    int bytes() {
        return template.getBytes(StandardCharsets.UTF_8).length;
    }

    /** The text for one contact, cut to what WeCom takes: a long name must not cost the welcome. */
    public String render(Names names) {
        // One pass over the template, so that a name which looks like a variable stays a name.
        String text = VARIABLE.matcher(template)
                .replaceAll(match -> Matcher.quoteReplacement(
                        switch (match.group()) {
                            case CONTACT_NAME -> names.contact().orElse(NEUTRAL_CONTACT_NAME);
                            case MEMBER_NAME -> names.member() == null ? "" : names.member();
                            case CHANNEL_NAME -> names.channel();
                            case LIVE_CODE_NAME -> names.liveCode();
                            default -> match.group();
                        }));
        return cut(text, MAX_BYTES);
    }

    private Stream<String> variables() {
        return VARIABLE.matcher(template).results().map(MatchResult::group);
    }

    /** As much of a text as so many bytes of UTF-8 hold; no character is cut in two. */
    public static String cut(String text, int maxBytes) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= maxBytes) {
            return text;
        }
        int end = maxBytes;
        // Bytes 10xxxxxx continue a character: step back to where one begins.
        while ((bytes[end] & 0xC0) == 0x80) {
            end--;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }
}
