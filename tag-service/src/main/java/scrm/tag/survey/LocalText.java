package scrm.tag.survey;

import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Words for whoever answers, in one or both of our languages.
 *
 * @param zh in simplified Chinese
 * @param en in English
 */
public record LocalText(@Nullable String zh, @Nullable String en) {
    /** In the language, or else in the other one. */
    public Wording in(Locale language) {
        boolean chinese = language.getLanguage().equals(Locale.CHINESE.getLanguage());
        String wanted = chinese ? zh : en;
        if (wanted != null) {
            return new Wording(wanted, language);
        }
        return new Wording(
                Objects.requireNonNullElse(chinese ? en : zh, ""),
                chinese ? Locale.ENGLISH : Locale.SIMPLIFIED_CHINESE);
    }

    /**
     * Words as they are shown.
     *
     * @param language what they are in, which a page that is read aloud must tell
     */
    public record Wording(String text, Locale language) {}
}
