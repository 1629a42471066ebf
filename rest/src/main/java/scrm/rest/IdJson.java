package scrm.rest;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.core.convert.converter.Converter;
import org.springframework.core.convert.converter.ConverterFactory;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.KeyDeserializer;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdScalarSerializer;
import tools.jackson.databind.ser.std.StdSerializer;

import scrm.events.Id;

/** Ids as bare strings: in JSON as values and as keys, in paths and in parameters. */
final class IdJson extends SimpleModule implements ConverterFactory<String, Id> {
    private static final Map<Class<?>, Function<String, Id>> CONSTRUCTORS =
            Arrays.stream(Id.class.getPermittedSubclasses()).collect(Collectors.toMap(c -> c, IdJson::constructor));

    IdJson() {
        super("scrm-ids-rest");
        addSerializer(Id.class, new Writer());
        addKeySerializer(Id.class, new KeyWriter());
        CONSTRUCTORS.forEach(this::read);
    }

    private <T> void read(Class<T> type, Function<String, Id> constructor) {
        addDeserializer(type, new Reader<>(type, constructor));
        addKeyDeserializer(type, new KeyReader(type, constructor));
    }

    static Iterable<Class<?>> types() {
        return CONSTRUCTORS.keySet();
    }

    @Override
    public <T extends Id> Converter<String, T> getConverter(Class<T> type) {
        Function<String, Id> constructor = CONSTRUCTORS.get(type);
        if (constructor == null) {
            throw new IllegalArgumentException(type + " is no kind of id by itself");
        }
        return text -> type.cast(constructor.apply(text));
    }

    private static Function<String, Id> constructor(Class<?> type) {
        try {
            MethodHandle handle = MethodHandles.publicLookup()
                    .findConstructor(type, MethodType.methodType(void.class, String.class))
                    .asType(MethodType.methodType(Id.class, String.class));
            return text -> {
                try {
                    return (Id) handle.invokeExact(text);
                } catch (RuntimeException | Error e) {
                    throw e;
                } catch (Throwable e) {
                    throw new IllegalStateException("constructors of ids throw nothing checked", e);
                }
            };
        } catch (NoSuchMethodException | IllegalAccessException e) {
            throw new IllegalStateException(type + " must be a public record of one String", e);
        }
    }

    private static final class Writer extends StdScalarSerializer<Id> {
        Writer() {
            super(Id.class);
        }

        @Override
        public void serialize(Id id, JsonGenerator out, SerializationContext context) {
            out.writeString(id.value());
        }
    }

    private static final class KeyWriter extends StdSerializer<Id> {
        KeyWriter() {
            super(Id.class);
        }

        @Override
        public void serialize(Id id, JsonGenerator out, SerializationContext context) {
            out.writeName(id.value());
        }
    }

    private static final class Reader<T> extends StdScalarDeserializer<T> {
        private final Class<T> type;
        private final transient Function<String, Id> constructor;

        Reader(Class<T> type, Function<String, Id> constructor) {
            super(type);
            this.type = type;
            this.constructor = constructor;
        }

        @Override
        public T deserialize(JsonParser in, DeserializationContext context) {
            String text = in.getValueAsString();
            if (text == null) {
                return type.cast(context.handleUnexpectedToken(type, in));
            }
            try {
                return type.cast(constructor.apply(text));
            } catch (IllegalArgumentException e) {
                throw context.weirdStringException(text, type, String.valueOf(e.getMessage()));
            }
        }
    }

    private static final class KeyReader extends KeyDeserializer {
        private final Class<?> type;
        private final Function<String, Id> constructor;

        KeyReader(Class<?> type, Function<String, Id> constructor) {
            this.type = type;
            this.constructor = constructor;
        }

        @Override
        public Object deserializeKey(String key, DeserializationContext context) {
            try {
                return constructor.apply(key);
            } catch (IllegalArgumentException e) {
                throw context.weirdKeyException(type, key, String.valueOf(e.getMessage()));
            }
        }
    }
}
