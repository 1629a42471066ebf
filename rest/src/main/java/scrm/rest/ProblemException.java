package scrm.rest;

import org.jspecify.annotations.Nullable;

/** A refusal on its way to the client, thrown by a controller or a use case; its message holds codes, not data. */
public abstract sealed class ProblemException extends RuntimeException
        permits Conflict, InvalidRequest, NotFound, PreconditionFailed, Refusal, TooManyRequests, Unavailable {
    private final transient Problem problem;

    ProblemException(Problem problem) {
        this(problem, null);
    }

    /** Without a stack trace unless something of ours failed: a client's mistake is told by its code. */
    ProblemException(Problem problem, @Nullable Throwable cause) {
        super(describe(problem), cause, false, cause != null);
        this.problem = problem;
    }

    private static String describe(Problem problem) {
        String reason = problem.reason() == null ? "" : "." + problem.reason();
        String errors = problem.errors().isEmpty()
                ? ""
                : problem.errors().stream()
                        .map(e -> e.field() + " " + e.code())
                        .toList()
                        .toString();
        return problem.code().code() + reason + errors;
    }

    public Problem problem() {
        return problem;
    }
}
