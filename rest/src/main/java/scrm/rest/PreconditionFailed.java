package scrm.rest;

/** 412: somebody else edited it since the client read it. */
public final class PreconditionFailed extends ProblemException {
    public PreconditionFailed() {
        super(Problem.of(ProblemCode.PRECONDITION_FAILED));
    }
}
