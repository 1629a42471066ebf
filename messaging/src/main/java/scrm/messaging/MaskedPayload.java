package scrm.messaging;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an event may show to people who look for a fault: its type, when it was, its small numbers, and of ids their
 * first characters; of text, names and remarks not a letter. A letter may hold anything, so what is not known to be
 * harmless is hidden.
 */
final class MaskedPayload {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern NAME = Pattern.compile("[A-Za-z]{1,40}");
    private static final Pattern ID = Pattern.compile("(id|.*Ids?)");
    private static final Pattern TYPE = Pattern.compile("[A-Z][A-Za-z]{1,60}");
    private static final Pattern INSTANT = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?Z");
    private static final String HIDDEN = "***";
    private static final int SHOWN_OF_AN_ID = 4;
    private static final int LONGEST_NUMBER = 9;
    private static final int MOST_ITEMS = 20;

    private MaskedPayload() {}

    /** An event's bytes; if they are no JSON object, only how many there are. */
    static Map<String, @Nullable Object> of(byte @Nullable [] bytes) {
        if (bytes == null) {
            return Map.of("bytes", 0);
        }
        try {
            JsonNode tree = JSON.readTree(bytes);
            return tree.isObject() ? object(tree) : Map.of("bytes", bytes.length);
        } catch (JacksonException e) {
            return Map.of("bytes", bytes.length);
        }
    }

    private static Map<String, @Nullable Object> object(JsonNode tree) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        tree.properties().forEach(field -> {
            boolean ours = NAME.matcher(field.getKey()).matches();
            shown.put(ours ? field.getKey() : HIDDEN, ours ? value(field.getKey(), field.getValue()) : HIDDEN);
        });
        return shown;
    }

    private static @Nullable Object value(String name, JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> object(value);
            case ARRAY -> items(name, value);
            case BOOLEAN -> value.booleanValue();
            case NUMBER -> value.asString().length() <= LONGEST_NUMBER ? value.numberValue() : HIDDEN;
            case STRING -> text(name, value.asString());
            case NULL -> null;
            default -> HIDDEN;
        };
    }

    private static List<@Nullable Object> items(String name, JsonNode array) {
        List<@Nullable Object> shown = new ArrayList<>();
        for (JsonNode item : array) {
            if (shown.size() == MOST_ITEMS) {
                shown.add("... " + (array.size() - MOST_ITEMS));
                break;
            }
            shown.add(value(name, item));
        }
        return shown;
    }

    private static String text(String name, String value) {
        boolean harmless = INSTANT.matcher(value).matches()
                || (name.equals("type") && TYPE.matcher(value).matches());
        if (harmless) {
            return value;
        }
        boolean shortened = ID.matcher(name).matches() && value.length() > 2 * SHOWN_OF_AN_ID;
        return shortened ? value.substring(0, SHOWN_OF_AN_ID) + HIDDEN : HIDDEN;
    }
}
