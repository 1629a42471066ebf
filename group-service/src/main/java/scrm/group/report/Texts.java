package scrm.group.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;

/** What reports say, in a language. */
record Texts(Locale language) {
    private static final String BUNDLE = "scrm.group.report.texts";

    /** @throws java.util.MissingResourceException if there is none */
    String of(String name) {
        return ResourceBundle.getBundle(
                        BUNDLE,
                        language,
                        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES))
                .getString(name);
    }

    /** What the figures mean, in their order. */
    Map<String, String> definitions(List<String> names) {
        Map<String, String> definitions = new LinkedHashMap<>();
        names.forEach(name -> definitions.put(name, of("definition." + name)));
        return definitions;
    }
}
