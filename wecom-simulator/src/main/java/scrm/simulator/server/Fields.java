package scrm.simulator.server;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The fields of a request's JSON object, read as leniently as WeCom does: numbers and strings stand for each other,
 * null is the same as absent.
 */
public final class Fields {
    private final JsonNode node;

    private Fields(JsonNode node) {
        this.node = node;
    }

    public static Fields of(JsonNode node) {
        return new Fields(node);
    }

    public static Fields none() {
        return new Fields(JsonNodeFactory.instance.objectNode());
    }

    public JsonNode node() {
        return node;
    }

    /** A field as it came; a missing node if absent. */
    public JsonNode node(String name) {
        return node.path(name);
    }

    public boolean has(String name) {
        JsonNode field = node.path(name);
        return !field.isMissingNode() && !field.isNull();
    }

    public @Nullable String text(String name) {
        return has(name) ? asText(node.path(name)) : null;
    }

    public String text(String name, String otherwise) {
        String text = text(name);
        return text == null ? otherwise : text;
    }

    /** A field that must be there and not be empty. */
    public String required(String name) {
        return required(name, 40058);
    }

    public String required(String name, int errcode) {
        String text = text(name);
        if (text == null || text.isEmpty()) {
            throw new WeComError(errcode, "missing " + name);
        }
        return text;
    }

    public long number(String name, long otherwise) {
        return has(name) ? asNumber(name, node.path(name)) : otherwise;
    }

    public long requiredNumber(String name) {
        return asNumber(name, required(name));
    }

    public int integer(String name, int otherwise) {
        return Math.toIntExact(Math.clamp(number(name, otherwise), Integer.MIN_VALUE, Integer.MAX_VALUE));
    }

    /** A page's size: what is asked for, or the default if that is absent, not positive or above the maximum. */
    public int limit(int otherwise, int maximum) {
        int limit = integer("limit", otherwise);
        return limit < 1 || limit > maximum ? otherwise : limit;
    }

    public boolean flag(String name, boolean otherwise) {
        if (!has(name)) {
            return otherwise;
        }
        JsonNode field = node.path(name);
        if (field.isBoolean()) {
            return field.booleanValue();
        }
        String text = asText(field);
        return text.equals("1") || text.equalsIgnoreCase("true");
    }

    /** A list of ids; empty if absent. */
    public List<String> texts(String name) {
        return elements(name).stream().map(Fields::asText).toList();
    }

    public List<Long> numbers(String name) {
        return elements(name).stream().map(element -> asNumber(name, element)).toList();
    }

    /** An object; without fields if absent. */
    public Fields object(String name) {
        JsonNode field = node.path(name);
        return field.isObject() ? new Fields(field) : none();
    }

    public List<Fields> objects(String name) {
        return elements(name).stream().map(Fields::new).toList();
    }

    private List<JsonNode> elements(String name) {
        if (!has(name)) {
            return List.of();
        }
        JsonNode field = node.path(name);
        if (!field.isArray()) {
            throw new WeComError(40035, "invalid parameter " + name + ": not a list");
        }
        List<JsonNode> elements = new ArrayList<>(field.size());
        field.forEach(elements::add);
        return elements;
    }

    private static String asText(JsonNode value) {
        return value.isString() ? value.stringValue() : value.toString();
    }

    private static long asNumber(String name, JsonNode value) {
        return value.isIntegralNumber() ? value.longValue() : asNumber(name, asText(value));
    }

    private static long asNumber(String name, String text) {
        try {
            return Long.parseLong(text.trim());
        } catch (NumberFormatException e) {
            throw new WeComError(40035, "invalid parameter " + name + ": " + text);
        }
    }
}
