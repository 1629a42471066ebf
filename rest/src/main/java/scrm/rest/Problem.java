package scrm.rest;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A refusal before it is put into words: {@code application/problem+json} (RFC 9457) once a language is known.
 *
 * @param status HTTP status; that of the code unless a container chose another one
 * @param code stable kind
 * @param reason finer, resource-bound kind: member {@code reason}, and the detail is the message
 *     {@code <code>.<reason>}
 * @param args for the detail's message; never secrets, never personal data, never what the client sent
 * @param errors per field; empty unless the request is invalid
 * @param retryAfter header {@code Retry-After}, in whole seconds
 * @param wecom what WeCom said, if it was WeCom that refused
 */
public record Problem(
        int status,
        ProblemCode code,
        @Nullable String reason,
        List<Object> args,
        List<FieldProblem> errors,
        @Nullable Duration retryAfter,
        @Nullable WeComRefusal wecom) {
    public Problem {
        args = List.copyOf(args);
        errors = List.copyOf(errors);
    }

    public static Problem of(ProblemCode code, Object... args) {
        return new Problem(code.status(), code, null, List.of(args), List.of(), null, null);
    }

    public Problem withStatus(int other) {
        return new Problem(other, code, reason, args, errors, retryAfter, wecom);
    }

    public Problem withReason(String finer) {
        return new Problem(status, code, finer, args, errors, retryAfter, wecom);
    }

    public Problem withErrors(List<FieldProblem> fields) {
        return new Problem(status, code, reason, args, fields, retryAfter, wecom);
    }

    public Problem withRetryAfter(Duration wait) {
        return new Problem(status, code, reason, args, errors, wait, wecom);
    }

    public Problem withWeCom(WeComRefusal refusal) {
        return new Problem(status, code, reason, args, errors, retryAfter, refusal);
    }
}
