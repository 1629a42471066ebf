package scrm.sop.result;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;

/** What results say, in a language. */
record Definitions(Locale language) {
    private static final String TEXTS = "scrm.sop.result.definitions";

    /** The figures of a line by their names, in their order. */
    static List<String> figures() {
        return Arrays.stream(ResultLine.class.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
    }

    /** @throws java.util.MissingResourceException if there is none */
    String of(String name) {
        return ResourceBundle.getBundle(
                        TEXTS,
                        language,
                        ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES))
                .getString(name);
    }

    /** What each figure means, by its name. */
    Map<String, String> all() {
        Map<String, String> all = new LinkedHashMap<>();
        figures().forEach(name -> all.put(name, of(name)));
        return all;
    }
}
