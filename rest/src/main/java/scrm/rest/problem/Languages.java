package scrm.rest.problem;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The languages that we speak: Chinese and English. */
public final class Languages {
    public static final Locale CHINESE = Locale.SIMPLIFIED_CHINESE;
    public static final Locale ENGLISH = Locale.ENGLISH;

    private Languages() {}

    /** What the client would rather read; Chinese if it does not say or wants neither. */
    public static Locale preferred(@Nullable String acceptLanguage) {
        if (acceptLanguage == null || acceptLanguage.isBlank()) {
            return CHINESE;
        }
        try {
            for (Locale.LanguageRange range : Locale.LanguageRange.parse(acceptLanguage)) {
                String wanted = range.getRange();
                if (range.getWeight() > 0 && List.of("zh", "en").contains(wanted.split("-", 2)[0])) {
                    return wanted.startsWith("zh") ? CHINESE : ENGLISH;
                }
            }
        } catch (IllegalArgumentException e) {
            return CHINESE; // a header that means nothing is no reason to refuse
        }
        return CHINESE;
    }
}
