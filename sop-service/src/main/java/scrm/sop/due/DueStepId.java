package scrm.sop.due;

/**
 * A step of an enrolment.
 *
 * @param value its row
 */
public record DueStepId(long value) {
    @Override
    public String toString() {
        return Long.toString(value);
    }
}
