package scrm.rest.audit;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Bodies as the audit log keeps them: JSON of 64 KB at most, without the values of fields that are named as secrets.
 */
final class MaskedJson {
    static final int MAX_BYTES = 64 * 1024;

    private static final Pattern SECRET = Pattern.compile("secret|token|password|credential|authorization");
    private static final String MASK = "***";

    private final JsonMapper json;

    MaskedJson(JsonMapper json) {
        this.json = json;
    }

    /** The body's text, or null if it is not JSON, or more than is kept. */
    @Nullable
    String of(@Nullable String contentType, byte[] body) {
        if (contentType == null || !contentType.contains("json") || body.length == 0 || body.length > MAX_BYTES) {
            return null;
        }
        try {
            return text(json.readTree(new String(body, StandardCharsets.UTF_8)));
        } catch (JacksonException e) {
            return null; // and so it was refused
        }
    }

    /** The same of a value. */
    @Nullable
    String of(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        try {
            JsonNode tree = json.valueToTree(value);
            String text = tree.isContainer() ? text(tree) : ""; // a picture is no JSON
            return text.isEmpty() || text.length() > MAX_BYTES ? null : text;
        } catch (JacksonException e) {
            return null; // not a value that is answered as JSON
        }
    }

    private String text(JsonNode tree) {
        mask(tree);
        return json.writeValueAsString(tree);
    }

    private static void mask(JsonNode node) {
        if (node instanceof ObjectNode object) {
            for (String name : object.propertyNames().toArray(String[]::new)) {
                if (SECRET.matcher(name.toLowerCase(Locale.ROOT)).find()
                        && !object.path(name).isNull()) {
                    object.put(name, MASK);
                }
            }
        }
        node.forEach(MaskedJson::mask);
    }
}
