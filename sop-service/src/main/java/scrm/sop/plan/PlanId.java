package scrm.sop.plan;

/**
 * A plan of ours.
 *
 * @param value its row
 */
public record PlanId(long value) {
    @Override
    public String toString() {
        return Long.toString(value);
    }
}
