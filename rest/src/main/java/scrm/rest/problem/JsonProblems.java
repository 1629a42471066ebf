package scrm.rest.problem;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

import scrm.events.Id;
import scrm.rest.FieldProblem;
import scrm.rest.Problem;
import scrm.rest.ProblemCode;
import scrm.rest.ProblemMapper;

/** Names the field of a body that Jackson stumbled over, and what would have been right; never quotes the body. */
final class JsonProblems implements ProblemMapper {
    private static final Map<Class<?>, String> EXAMPLES = Map.ofEntries(
            Map.entry(Instant.class, "2026-01-31T08:00:00+08:00"),
            Map.entry(OffsetDateTime.class, "2026-01-31T08:00:00+08:00"),
            Map.entry(LocalDateTime.class, "2026-01-31T08:00:00"),
            Map.entry(LocalDate.class, "2026-01-31"),
            Map.entry(LocalTime.class, "10:00"),
            Map.entry(Duration.class, "PT1H30M"),
            Map.entry(Period.class, "P3D"),
            Map.entry(ZoneId.class, "Asia/Shanghai"),
            Map.entry(URI.class, "https://example.com/a"),
            Map.entry(BigDecimal.class, "12.50"),
            Map.entry(Boolean.class, "true"),
            Map.entry(boolean.class, "true"));

    private static final int MOST_NAME = 64;
    private static final Pattern LONG_NUMBER = Pattern.compile("\\d{7}");

    @Override
    public @Nullable Problem map(Throwable thrown) {
        return switch (thrown) {
            case UnrecognizedPropertyException e -> invalid(e, "unknown");
            case InvalidNullException e -> invalid(e, "required");
            case InvalidFormatException e -> invalid(e, format(e.getTargetType()));
            // Jackson has no type of its own for a missing int or boolean.
            case MismatchedInputException e
            when e.getOriginalMessage().startsWith("Cannot map `null` into type") -> invalid(e, "required");
            case MismatchedInputException e -> invalid(e, type(e.getTargetType()));
            case DatabindException e -> e.getPath().isEmpty() ? null : invalid(e, "invalid");
            case StreamReadException e -> {
                TokenStreamLocation at = e.getLocation();
                yield at == null ? null : Problem.of(ProblemCode.MALFORMED_JSON, at.getLineNr(), at.getColumnNr());
            }
            default -> null;
        };
    }

    private static Problem invalid(JacksonException e, String code) {
        return invalid(new FieldProblem(path(e), code));
    }

    private static Problem invalid(JacksonException e, FieldProblem withoutPath) {
        return invalid(new FieldProblem(path(e), withoutPath.code(), withoutPath.args()));
    }

    private static Problem invalid(FieldProblem error) {
        return Problem.of(ProblemCode.INVALID_REQUEST).withErrors(List.of(error));
    }

    /** How the text of a value of this type is written. */
    static FieldProblem format(@Nullable Class<?> target) {
        if (target == null) {
            return new FieldProblem("", "malformed");
        }
        if (target.isEnum()) {
            String allowed = Arrays.stream(target.getEnumConstants())
                    .map(Object::toString)
                    .collect(Collectors.joining(", "));
            return new FieldProblem("", "not_allowed", allowed);
        }
        String example = EXAMPLES.get(target);
        if (example != null) {
            return new FieldProblem("", "wrong_format", example);
        }
        return Number.class.isAssignableFrom(target) || target.isPrimitive()
                ? type(target)
                : new FieldProblem("", "malformed");
    }

    /** Which kind of JSON value this type is read from. */
    private static FieldProblem type(@Nullable Class<?> target) {
        return new FieldProblem("", "wrong_type", target == null ? "object" : kind(target));
    }

    private static String kind(Class<?> target) {
        if (CharSequence.class.isAssignableFrom(target)
                || Id.class.isAssignableFrom(target)
                || target.isEnum()
                || (EXAMPLES.containsKey(target) && target.getName().startsWith("java.time"))) {
            return "string";
        }
        if (target == boolean.class || target == Boolean.class) {
            return "boolean";
        }
        if (target == double.class || target == float.class || target == BigDecimal.class || target == Double.class) {
            return "number";
        }
        if (target.isPrimitive() || Number.class.isAssignableFrom(target)) {
            return "integer";
        }
        return target.isArray() || Collection.class.isAssignableFrom(target) ? "array" : "object";
    }

    /** A name that we do not know is the client's, and may be a number of somebody's. */
    private static String name(String property) {
        return property.length() > MOST_NAME || LONG_NUMBER.matcher(property).find() ? "*" : property;
    }

    private static String path(JacksonException e) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference step : e.getPath()) {
            if (step.getPropertyName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(name(step.getPropertyName()));
            }
        }
        return path.isEmpty() ? "body" : path.toString();
    }
}
