package scrm.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import scrm.events.Event;

/** The contract of every event: its golden sample reads as the event and is what the event is written as. */
class GoldenTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private final EventJson codec = new EventJson();

    static Stream<String> types() {
        return Event.types().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("types")
    void theSampleIsReadAndWrittenUnchanged(String type) {
        byte[] golden = golden(type);
        Event event = codec.read(golden);
        assertThat(event.getClass().getSimpleName()).isEqualTo(type);
        assertThat(JSON.readTree(codec.write(event))).isEqualTo(JSON.readTree(golden));
    }

    @ParameterizedTest
    @MethodSource("types")
    void theSampleHasEveryPart(String type) {
        assertThatEveryPartIsThere((Record) codec.read(golden(type)));
    }

    @ParameterizedTest
    @MethodSource("types")
    void anEventWithoutItsOptionalPartsIsReadAndWrittenUnchanged(String type) {
        ObjectNode json = (ObjectNode) JSON.readTree(golden(type));
        for (var part : Event.types().get(type).getRecordComponents()) {
            if (part.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                json.remove(part.getName());
            }
        }
        Event event = codec.read(JSON.writeValueAsBytes(json));
        assertThat(JSON.readTree(codec.write(event))).isEqualTo(json);
    }

    private static void assertThatEveryPartIsThere(Record holder) {
        for (var part : holder.getClass().getRecordComponents()) {
            Object value = value(part.getAccessor(), holder);
            assertThat(value).as(part.toString()).isNotNull();
            if (value instanceof Collection<?> values) {
                assertThat(values).as(part.toString()).isNotEmpty();
                values.stream().filter(Record.class::isInstance).forEach(v -> assertThatEveryPartIsThere((Record) v));
            } else if (value instanceof Record inner) {
                assertThatEveryPartIsThere(inner);
            }
        }
    }

    private static Object value(java.lang.reflect.Method accessor, Record holder) {
        try {
            return accessor.invoke(holder);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("accessors are public", e);
        }
    }

    private static byte[] golden(String type) {
        try (InputStream in = Event.class.getResourceAsStream("golden/" + type + ".json")) {
            assertThat(in).as("golden sample of " + type).isNotNull();
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
