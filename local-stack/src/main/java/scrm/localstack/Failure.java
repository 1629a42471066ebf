package scrm.localstack;

/** Something that the user should read as one sentence, without a stack trace. The command ends with exit code 1. */
public final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param sentence what went wrong, and what to do */
    public Failure(String sentence) {
        super(sentence);
    }
}
