package scrm.messaging;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.annotation.Nulls;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.NamedType;
import tools.jackson.databind.module.SimpleModule;

import scrm.events.Event;
import scrm.events.Id;

/**
 * Events as JSON: one flat object whose {@code type} is the record's simple name; ids are bare strings, instants RFC
 * 3339 in UTC, absent what is null. Fields that a reader does not know are ignored, so that fields can be added. It is
 * also the codec of work's payloads. The golden samples under {@code scrm/events/golden/} pin it.
 */
public final class EventJson {
    /** The bytes are no event that we know: of an unknown type, malformed, or without a part that it must have. */
    public static final class MalformedEventException extends RuntimeException {
        MalformedEventException(String message) {
            super(message);
        }
    }

    private final JsonMapper mapper;
    private final ObjectReader eventReader;
    private final ObjectWriter eventWriter;
    private final Map<Class<?>, List<RecordComponent>> mandatory = new ConcurrentHashMap<>();

    public EventJson() {
        JsonMapper.Builder builder = JsonMapper.builder()
                .addModule(idModule())
                .addMixIn(Event.class, EventMixin.class)
                .changeDefaultPropertyInclusion(
                        inclusion -> JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, null))
                // A primitive or list that was added after the event was written has its default.
                .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .withConfigOverride(
                        List.class, list -> list.setNullHandling(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)));
        Event.types().forEach((name, type) -> builder.registerSubtypes(new NamedType(type, name)));
        mapper = builder.build();
        eventReader = mapper.readerFor(Event.class);
        eventWriter = mapper.writerFor(Event.class);
    }

    /** Makes Jackson read and write the id records of {@code scrm.events} as bare strings. */
    public static JacksonModule idModule() {
        SimpleModule module = new SimpleModule("scrm-ids");
        for (Class<?> type : Id.class.getPermittedSubclasses()) {
            module.setMixInAnnotation(type, IdMixin.class);
        }
        return module;
    }

    public byte[] write(Event event) {
        return eventWriter.writeValueAsBytes(event);
    }

    String writeText(Event event) {
        return eventWriter.writeValueAsString(event);
    }

    /**
     * Reads an event.
     *
     * @throws MalformedEventException if it is none; the message names the place, never a value
     */
    public Event read(byte[] json) {
        Event event;
        try {
            event = eventReader.readValue(json);
        } catch (JacksonException e) {
            // Jackson's own messages quote values, which may be personal data.
            throw new MalformedEventException(
                    e.getClass().getSimpleName() + " at '" + e.getPathReference() + "': not an event that is known");
        }
        if (event == null) {
            throw new MalformedEventException("null is not an event");
        }
        for (RecordComponent component : mandatory.computeIfAbsent(event.getClass(), EventJson::mandatoryParts)) {
            if (valueOf(component, event) == null) {
                throw new MalformedEventException(event.getClass().getSimpleName() + " without " + component.getName());
            }
        }
        return event;
    }

    /** Any record as JSON, in the words that events use. */
    public String writeRecord(Record value) {
        return mapper.writeValueAsString(value);
    }

    /**
     * Reads what {@link #writeRecord} wrote.
     *
     * @throws JacksonException if it is none of that type
     */
    public <P extends Record> P readRecord(String json, Class<P> type) {
        return mapper.readValue(json, type);
    }

    private static List<RecordComponent> mandatoryParts(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .filter(component -> !component.getType().isPrimitive())
                .filter(component -> !component.getAnnotatedType().isAnnotationPresent(Nullable.class))
                .toList();
    }

    private static @Nullable Object valueOf(RecordComponent component, Event event) {
        try {
            return component.getAccessor().invoke(event);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("an event's accessors are public", e);
        }
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    private interface EventMixin {}

    private abstract static class IdMixin {
        @SuppressWarnings("UnusedVariable") // only its signature and annotation count
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        IdMixin(String value) {}

        @JsonValue
        abstract String value();
    }
}
