package scrm.sop.enrolment;

/**
 * An enrolment of ours.
 *
 * @param value its row
 */
public record EnrolmentId(long value) {
    @Override
    public String toString() {
        return Long.toString(value);
    }
}
