package scrm.tag.report;

import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.TreeMap;

/** What the figures mean. */
final class Definitions {
    private static final String TEXTS = "scrm.tag.report.definitions";

    private Definitions() {}

    /** A text for each figure, by {@code <report>.<figure>}. */
    static Map<String, String> in(Locale language) {
        ResourceBundle texts = ResourceBundle.getBundle(
                TEXTS, language, ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        Map<String, String> definitions = new TreeMap<>();
        texts.keySet().forEach(name -> definitions.put(name, texts.getString(name)));
        return definitions;
    }
}
