package scrm.channel.report;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.stream.Stream;

/** What the figures mean. */
final class Definitions {
    private static final String TEXTS = "scrm.channel.report.definitions";

    private Definitions() {}

    /**
     * A text for each name, in their order.
     *
     * @throws java.util.MissingResourceException if a name has none
     */
    static Map<String, String> of(Stream<String> names, Locale language) {
        ResourceBundle texts = ResourceBundle.getBundle(
                TEXTS, language, ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        Map<String, String> definitions = new LinkedHashMap<>();
        names.forEach(name -> definitions.put(name, texts.getString(name)));
        return definitions;
    }
}
