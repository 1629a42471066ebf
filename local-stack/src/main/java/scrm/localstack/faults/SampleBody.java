package scrm.localstack.faults;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Bodies that a service takes, written after its description: what it requires, and of the rest what is asked for. What
 * a schema does not tell, such as the id of a channel that is there, goes by the field's name.
 */
final class SampleBody {
    /** A picture of one pixel. */
    static final String PICTURE =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";

    private static final AtomicLong NUMBERS = new AtomicLong();

    private final Map<String, Object> byName = new HashMap<>();

    /** @param byName goes before what is usual */
    SampleBody(Map<String, Object> byName) {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        this.byName.putAll(Map.of(
                "currency",
                "CNY",
                "kind",
                "external-contact-sync",
                "owner",
                "member1",
                "userId",
                "member1",
                "users",
                List.of("member1"),
                "content",
                PICTURE,
                "webhook",
                Map.of(
                        "url", "https://example.com/rewards",
                        "secret", "whsec_ZGVtby1zZWNyZXQtb2YtMzItYnl0ZXMtZXhhY3RseSE="),
                "startsAt",
                today.minusDays(1) + "T00:00:00Z",
                "endsAt",
                today.plusDays(30) + "T00:00:00Z",
                "url",
                "https://example.com/"));
        Map<String, Object> monday = Map.of(
                "weekdays",
                List.of("MONDAY"),
                "from",
                "09:00",
                "until",
                "18:00",
                "users",
                List.of(Map.of("userId", "member1")));
        this.byName.put("slots", List.of(monday));
        this.byName.putAll(byName);
    }

    /** The smallest body that the operation takes. */
    Map<String, Object> of(Operation operation) {
        Map<String, Object> body = object(operation, operation.bodySchema(), required(operation.bodySchema()));
        body.putAll(Examples.of(operation, byName.getOrDefault("tagId", "etNone")));
        return body;
    }

    /** The smallest one that has these fields as well. */
    Map<String, Object> of(Operation operation, Set<String> fields) {
        Map<String, Object> body = object(operation, operation.bodySchema(), fields);
        body.putAll(of(operation));
        return body;
    }

    /** The fields that a body of the operation can have. */
    static List<String> fields(Operation operation) {
        return operation
                .bodySchema()
                .path("properties")
                .propertyStream()
                .map(field -> field.getKey())
                .toList();
    }

    /** What a parameter takes that asks for a time. */
    static String time(JsonNode parameter) {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        JsonNode schema = parameter.path("schema");
        boolean isLater = Set.of("until", "at").contains(parameter.path("name").asString());
        return switch (schema.path("format").asString("")) {
            case "date" -> today.toString();
            case "date-time" -> today.plusDays(isLater ? 1 : 0) + "T00:00:00Z";
            default -> Integer.toString(today.getYear());
        };
    }

    /** A value with this text wherever it has some. */
    static Object withText(Object value, String text) {
        return switch (value) {
            case String _ -> text;
            case List<?> some -> some.stream().map(each -> withText(each, text)).toList();
            case Map<?, ?> some ->
                some.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, entry -> withText(entry.getValue(), text)));
            default -> value;
        };
    }

    private Map<String, Object> object(Operation operation, JsonNode schema, Set<String> fields) {
        Map<String, Object> object = new LinkedHashMap<>();
        schema.path("properties")
                .propertyStream()
                .filter(property -> fields.contains(property.getKey()))
                .forEach(property ->
                        object.put(property.getKey(), value(operation, property.getKey(), property.getValue())));
        return object;
    }

    private static Set<String> required(JsonNode schema) {
        return schema.path("required").valueStream().map(JsonNode::asString).collect(Collectors.toSet());
    }

    private Object value(Operation operation, String name, JsonNode property) {
        JsonNode schema = operation.resolved(property);
        if (schema.has("enum")) {
            return schema.path("enum").path(0).asString();
        }
        Object known =
                name.equals("kind") && operation.path().endsWith("/behaviours") ? "CHECKED_IN" : byName.get(name);
        String type = schema.path("type").asString("");
        if (known instanceof Long id && type.equals("string")) {
            return id.toString();
        }
        if (known != null && fits(known, type)) {
            return known;
        }
        return switch (type) {
            case "array" -> List.of(value(operation, name, schema.path("items")));
            case "object" -> object(operation, schema, required(schema));
            case "integer" -> Math.max(1, schema.path("minimum").asLong(1));
            case "boolean" -> true;
            default -> text(name, schema.path("format").asString(""));
        };
    }

    private static boolean fits(Object value, String type) {
        return switch (type) {
            case "array" -> value instanceof List;
            case "object" -> value instanceof Map;
            case "integer" -> value instanceof Long;
            default -> value instanceof String;
        };
    }

    private static String text(String name, String format) {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        return switch (format) {
            case "date" -> today.toString();
            case "date-time" -> today.plusDays(name.equals("until") ? 1 : -1) + "T00:00:00Z";
            default -> Set.of("from", "until").contains(name) ? "09:00" : name + NUMBERS.incrementAndGet();
        };
    }
}
