package scrm.messaging;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import scrm.events.Event;
import scrm.events.Id;
import scrm.events.Topic;

/** What is published, as an AsyncAPI 3 document: out of the records, their Javadoc and their golden samples. */
final class EventCatalogue {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String BINDING_VERSION = "0.5.0";
    /** The words of a schema that say of which type a part is. */
    private static final List<String> KIND = List.of("type", "format", "$ref", "allOf", "items", "const");

    private final EventDocs docs;
    private final Map<String, ObjectNode> schemas = new TreeMap<>();
    private final ObjectNode messages = JSON.createObjectNode();
    private final Map<Topic, Set<String>> byTopic = new TreeMap<>();
    private final Map<Topic, Set<String>> said = new TreeMap<>();

    private EventCatalogue(EventDocs docs) {
        this.docs = docs;
    }

    /** All events as they are now. */
    static ObjectNode of(EventDocs docs) {
        EventCatalogue catalogue = new EventCatalogue(docs);
        Event.types().forEach(catalogue::add);
        return catalogue.document();
    }

    private void add(String name, Class<? extends Event> type) {
        byte[] golden = golden(name);
        Event sample = new EventJson().read(golden);
        byTopic.computeIfAbsent(sample.topic(), _ -> new LinkedHashSet<>()).add(name);
        Class<?> family = type.getInterfaces()[0];
        String about = docs.of(family.getSimpleName().equals("WeComEvent") ? type : family)
                .text();
        said.computeIfAbsent(sample.topic(), _ -> new LinkedHashSet<>()).add(about);

        ObjectNode message = messages.putObject(name);
        message.put("name", name);
        message.put("summary", docs.of(type).summary());
        message.put("contentType", "application/json");
        message.putObject("payload").put("$ref", "#/components/schemas/" + name);
        ObjectNode key = message.putObject("bindings").putObject("kafka");
        key.putObject("key").put("type", "string").putArray("examples").add(sample.key());
        key.put("bindingVersion", BINDING_VERSION);
        message.putArray("examples").addObject().set("payload", JSON.readTree(golden));
        schemas.put(name, event(name, type));
    }

    private ObjectNode event(String name, Class<?> type) {
        ObjectNode schema = objectOf(type);
        ObjectNode typed = JSON.createObjectNode();
        typed.put("type", "object");
        typed.set("description", schema.get("description"));
        ArrayNode required = typed.putArray("required").add("type");
        schema.withArray("required").forEach(required::add);
        ObjectNode properties = typed.putObject("properties");
        properties.putObject("type").put("type", "string").put("const", name);
        schema.withObject("properties").forEachEntry(properties::set);
        return typed;
    }

    private ObjectNode objectOf(Class<?> type) {
        ObjectNode schema = JSON.createObjectNode();
        schema.put("type", "object");
        schema.put("description", docs.of(type).text());
        ArrayNode required = schema.putArray("required");
        ObjectNode properties = schema.putObject("properties");
        for (RecordComponent part : type.getRecordComponents()) {
            ObjectNode property = schemaOf(part.getGenericType());
            String description = docs.part(type, part.getName());
            properties.set(part.getName(), description.isEmpty() ? property : described(property, description));
            if (!part.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                required.add(part.getName());
            }
        }
        return schema;
    }

    private ObjectNode schemaOf(Type type) {
        ObjectNode schema = JSON.createObjectNode();
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            schema.put("type", "array");
            schema.set("items", schemaOf(list.getActualTypeArguments()[0]));
        } else if (type == String.class) {
            schema.put("type", "string");
        } else if (type == Instant.class) {
            schema.put("type", "string").put("format", "date-time");
        } else if (type == LocalDate.class) {
            schema.put("type", "string").put("format", "date");
        } else if (type == int.class || type == Integer.class) {
            schema.put("type", "integer").put("format", "int32");
        } else if (type == long.class || type == Long.class) {
            schema.put("type", "integer").put("format", "int64");
        } else if (type == boolean.class || type == Boolean.class) {
            schema.put("type", "boolean");
        } else if (type instanceof Class<?> named && named.isRecord()) {
            schema.put("$ref", reference(named));
        } else {
            throw new IllegalArgumentException("events have no parts of " + type);
        }
        return schema;
    }

    /** What stands beside a reference would not be seen. */
    private static ObjectNode described(ObjectNode schema, String description) {
        ObjectNode described = JSON.createObjectNode().put("description", description);
        if (schema.has("$ref")) {
            described.putArray("allOf").add(schema);
        } else {
            schema.forEachEntry(described::set);
        }
        return described;
    }

    private String reference(Class<?> named) {
        if (!schemas.containsKey(named.getSimpleName())) {
            schemas.put(named.getSimpleName(), Id.class.isAssignableFrom(named) ? id(named) : objectOf(named));
        }
        return "#/components/schemas/" + named.getSimpleName();
    }

    private ObjectNode id(Class<?> named) {
        EventDocs.Doc doc = docs.of(named);
        return JSON.createObjectNode()
                .put("type", "string")
                .put("description", doc.text() + " " + doc.parts().getOrDefault("value", ""));
    }

    private ObjectNode document() {
        ObjectNode document = JSON.createObjectNode();
        document.put("asyncapi", "3.0.0");
        ObjectNode info = document.putObject("info");
        info.put("title", "scrm events");
        info.put("version", "v1");
        info.put("description", docs.of(Event.class).text());
        info.putObject("license").put("name", "Apache-2.0");
        document.put("defaultContentType", "application/json");
        ObjectNode channels = document.putObject("channels");
        ObjectNode operations = document.putObject("operations");
        byTopic.forEach((topic, names) -> {
            String name = topic.name().toLowerCase(Locale.ROOT).replace('_', '-');
            ObjectNode channel = channels.putObject(topic.topicName());
            channel.put("address", topic.topicName());
            channel.put("title", name);
            channel.put("description", String.join("\n\n", said.getOrDefault(topic, Set.of())));
            ObjectNode within = channel.putObject("messages");
            names.forEach(message -> within.putObject(message).put("$ref", "#/components/messages/" + message));
            ObjectNode kafka = channel.putObject("bindings").putObject("kafka");
            kafka.put("partitions", topic.partitions()).put("bindingVersion", BINDING_VERSION);
            ObjectNode sending = operations.putObject("send-" + name);
            sending.put("action", "send");
            sending.putObject("channel").put("$ref", "#/channels/" + topic.topicName());
        });
        ObjectNode components = document.putObject("components");
        components.set("messages", messages);
        ObjectNode all = components.putObject("schemas");
        schemas.forEach(all::set);
        return document;
    }

    /** What a reader of the old document could stumble over in the new one. */
    static List<String> breaks(JsonNode old, JsonNode current) {
        return old.path("components")
                .path("schemas")
                .propertyStream()
                .sorted(Comparator.comparing(Map.Entry::getKey))
                .flatMap(schema -> breaks(
                        schema.getKey(),
                        schema.getValue(),
                        current.path("components").path("schemas").path(schema.getKey()))
                        .stream())
                .toList();
    }

    private static List<String> breaks(String name, JsonNode old, JsonNode now) {
        if (now.isMissingNode()) {
            return List.of(name + " is gone");
        }
        Set<String> certain = strings(now.path("required"));
        List<String> breaks = new ArrayList<>();
        old.path("properties").propertyStream().forEach(part -> {
            JsonNode other = now.path("properties").path(part.getKey());
            String place = name + "." + part.getKey();
            if (other.isMissingNode()) {
                breaks.add(place + " is gone");
            } else if (!KIND.stream()
                    .allMatch(word -> other.path(word).equals(part.getValue().path(word)))) {
                breaks.add(place + " is of another type");
            }
        });
        strings(old.path("required")).stream()
                .filter(part ->
                        !certain.contains(part) && now.path("properties").has(part))
                .forEach(part -> breaks.add(name + "." + part + " may be absent"));
        return breaks;
    }

    private static Set<String> strings(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).collect(Collectors.toSet());
    }

    private static byte[] golden(String name) {
        try (InputStream in = Event.class.getResourceAsStream("golden/" + name + ".json")) {
            if (in == null) {
                throw new AssertionError("no golden sample of " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
