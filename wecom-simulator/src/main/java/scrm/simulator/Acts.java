package scrm.simulator;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls the methods of {@link People} by name, their parameters taken from a JSON object by name. */
final class Acts {
    private static final Map<String, Method> METHODS = methods();

    private final JsonMapper json;

    Acts(JsonMapper json) {
        this.json = json;
    }

    /** All acts: for each its parameters and their types. */
    Map<String, Map<String, String>> catalogue() {
        Map<String, Map<String, String>> all = new TreeMap<>();
        METHODS.forEach((name, method) -> {
            Map<String, String> parameters = new LinkedHashMap<>();
            for (Parameter parameter : method.getParameters()) {
                parameters.put(parameter.getName(), parameter.getType().getSimpleName());
            }
            all.put(name, parameters);
        });
        return all;
    }

    /** @throws IllegalArgumentException if there is no such act, or it cannot be */
    @Nullable
    Object act(People people, String name, JsonNode fields) {
        Method method = METHODS.get(name);
        if (method == null) {
            throw new IllegalArgumentException("no act is called " + name);
        }
        Object[] arguments = Arrays.stream(method.getParameters())
                .map(parameter -> argument(parameter, fields.path(parameter.getName())))
                .toArray();
        try {
            return method.invoke(people, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException refused) {
                throw refused;
            }
            throw new IllegalStateException(e);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private @Nullable Object argument(Parameter parameter, JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            if (parameter.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                return null;
            }
            throw new IllegalArgumentException("missing " + parameter.getName());
        }
        return json.convertValue(value, json.constructType(parameter.getParameterizedType()));
    }

    private static Map<String, Method> methods() {
        Map<String, Method> methods = new TreeMap<>();
        for (Method method : People.class.getDeclaredMethods()) {
            if (Modifier.isPublic(method.getModifiers())) {
                methods.put(method.getName(), method);
            }
        }
        return methods;
    }
}
