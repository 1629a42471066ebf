package scrm.rest;

/** A problem that has no exception of its own, such as a missing scope found in the midst of a use case. */
public final class Refusal extends ProblemException {
    public Refusal(Problem problem) {
        super(problem);
    }
}
