package scrm.rest.idempotency;

/** What became of asking for a key. */
sealed interface Claim {
    /** The key is ours: do the work. */
    record Granted() implements Claim {}

    /** It was done before, and this was said. */
    record Answered(Answer answer) implements Claim {}

    /** Somebody is at it. */
    record InProgress() implements Claim {}

    /** The key belongs to another body. */
    record OtherBody() implements Claim {}

    /** It was done before, but its process died, or could not keep the answer. */
    record AnswerLost() implements Claim {}
}
