package scrm.rest;

/**
 * 409: the thing is in a state that does not allow this, and the client can find out which.
 *
 * <pre>{@code throw Conflict.of("already_published", "plan");}</pre>
 */
public final class Conflict extends ProblemException {
    private Conflict(Problem problem) {
        super(problem);
    }

    /**
     * @param reason stable, answered as {@code reason}; its detail is the message {@code conflict.<reason>} of the
     *     service's bundle (see {@code scrm.rest.messages}), else a general one
     * @param args for that message; never what the client sent
     */
    public static Conflict of(String reason, Object... args) {
        return new Conflict(Problem.of(ProblemCode.CONFLICT, args).withReason(reason));
    }
}
