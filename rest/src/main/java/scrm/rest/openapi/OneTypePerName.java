package scrm.rest.openapi;

import com.fasterxml.jackson.databind.JavaType;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.media.Schema;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Refuses to describe two types of ours under one name. Schemas are named by simple names, and of two records with the
 * same one the second would silently be shown as the first.
 */
final class OneTypePerName implements ModelConverter {
    private static final String SCHEMAS = "#/components/schemas/";

    private final Map<String, JavaType> types = new ConcurrentHashMap<>();

    @Override
    public @Nullable Schema<?> resolve(
            AnnotatedType annotated, ModelConverterContext context, Iterator<ModelConverter> chain) {
        Schema<?> schema = chain.hasNext() ? chain.next().resolve(annotated, context, chain) : null;
        if (schema != null && schema.get$ref() != null && schema.get$ref().startsWith(SCHEMAS)) {
            check(schema.get$ref().substring(SCHEMAS.length()), Json.mapper().constructType(annotated.getType()));
        }
        return schema;
    }

    private void check(String name, JavaType type) {
        if (!type.getRawClass().getName().startsWith("scrm.")) {
            return; // a wrapper, such as ResponseEntity, of what is looked at by itself
        }
        JavaType first = types.putIfAbsent(name, type);
        if (first != null && !first.equals(type)) {
            throw new IllegalStateException("Name one of them otherwise, both would be the schema " + name + ": "
                    + first.toCanonical() + ", " + type.toCanonical());
        }
    }
}
