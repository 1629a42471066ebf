package scrm.rest;

/** 404: this corp has no such thing. Says the same whether it never was, is gone, or is another corp's. */
public final class NotFound extends ProblemException {
    private NotFound(Problem problem) {
        super(problem);
    }

    /**
     * Leaves out the id: the client knows it, and it may be somebody's personal data.
     *
     * @param resource as the path spells it, in the singular: {@code live-code}
     */
    public static NotFound of(String resource) {
        return new NotFound(Problem.of(ProblemCode.NOT_FOUND, resource).withReason("resource"));
    }
}
