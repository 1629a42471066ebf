package scrm.rest.problem;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.validation.BindException;
import org.springframework.validation.BindingResult;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.method.annotation.HandlerMethodValidationException;

import scrm.rest.FieldProblem;
import scrm.rest.Problem;
import scrm.rest.ProblemCode;
import scrm.rest.ProblemMapper;

/**
 * Bean Validation's complaints as field codes. A constraint whose message is a bare code, such as
 * {@code @AssertTrue(message = "ends_before_start")}, is told by that code.
 */
final class ValidationProblems implements ProblemMapper {
    private static final Pattern BARE_CODE = Pattern.compile("[a-z][a-z_]*");

    @Override
    public @Nullable Problem map(Throwable thrown) {
        return switch (thrown) {
            case BindException e -> invalid(of(e.getBindingResult()));
            case HandlerMethodValidationException e ->
                invalid(e.getParameterValidationResults().stream().flatMap(ValidationProblems::of));
            case ConstraintViolationException e ->
                invalid(e.getConstraintViolations().stream()
                        .map(v -> of(v.getPropertyPath().toString(), v)));
            default -> null;
        };
    }

    private static Problem invalid(Stream<FieldProblem> errors) {
        return Problem.of(ProblemCode.INVALID_REQUEST)
                .withErrors(errors.distinct().toList());
    }

    private static Stream<FieldProblem> of(BindingResult result) {
        return result.getAllErrors().stream().map(error -> of(error, "body"));
    }

    private static Stream<FieldProblem> of(ParameterValidationResult result) {
        if (result instanceof ParameterErrors body) {
            return body.getAllErrors().stream().map(error -> of(error, "body"));
        }
        String name = Objects.requireNonNullElse(result.getMethodParameter().getParameterName(), "parameter");
        String field = result.getContainerIndex() == null ? name : name + "[" + result.getContainerIndex() + "]";
        return result.getResolvableErrors().stream().map(error -> of(field, violation(result, error)));
    }

    private static @Nullable ConstraintViolation<?> violation(
            ParameterValidationResult result, MessageSourceResolvable error) {
        try {
            return result.unwrap(error, ConstraintViolation.class);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static FieldProblem of(ObjectError error, String whole) {
        String field = error instanceof FieldError one ? one.getField() : whole;
        if (error instanceof FieldError one && one.isBindingFailure()) {
            return new FieldProblem(field, "malformed");
        }
        return of(field, error.contains(ConstraintViolation.class) ? error.unwrap(ConstraintViolation.class) : null);
    }

    private static FieldProblem of(String field, @Nullable ConstraintViolation<?> violation) {
        if (violation == null) {
            return new FieldProblem(field, "invalid");
        }
        String message = violation.getMessageTemplate();
        if (message != null && BARE_CODE.matcher(message).matches()) {
            return new FieldProblem(field, message);
        }
        Map<String, Object> limits = violation.getConstraintDescriptor().getAttributes();
        String constraint = violation
                .getConstraintDescriptor()
                .getAnnotation()
                .annotationType()
                .getSimpleName();
        return switch (constraint) {
            case "NotNull", "NotBlank", "NotEmpty" -> new FieldProblem(field, "required");
            case "Size" -> size(field, limits, violation.getInvalidValue());
            case "Min", "DecimalMin" -> new FieldProblem(field, "too_small", limit(limits, "value"));
            case "Max", "DecimalMax" -> new FieldProblem(field, "too_large", limit(limits, "value"));
            case "Positive" -> new FieldProblem(field, "too_small", 1);
            case "PositiveOrZero" -> new FieldProblem(field, "too_small", 0);
            case "Range" ->
                new FieldProblem(field, "out_of_range", List.of(limit(limits, "min"), limit(limits, "max")));
            case "Future", "FutureOrPresent" -> new FieldProblem(field, "past");
            case "Pattern", "Email", "URL" -> new FieldProblem(field, "malformed");
            default -> new FieldProblem(field, "invalid");
        };
    }

    private static FieldProblem size(String field, Map<String, Object> limits, @Nullable Object value) {
        boolean items = value instanceof Collection<?> || value instanceof Map<?, ?> || value instanceof Object[];
        int size = switch (value) {
            case CharSequence text -> text.length();
            case Collection<?> some -> some.size();
            case Map<?, ?> some -> some.size();
            case Object[] some -> some.length;
            case null, default -> 0;
        };
        if (limits.get("min") instanceof Integer min && size < min) {
            return size == 0 && min == 1
                    ? new FieldProblem(field, "required")
                    : new FieldProblem(field, items ? "too_few" : "too_short", min);
        }
        return new FieldProblem(field, items ? "too_many" : "too_long", limit(limits, "max"));
    }

    private static Object limit(Map<String, Object> limits, String name) {
        return Objects.requireNonNullElse(limits.get(name), 0);
    }
}
