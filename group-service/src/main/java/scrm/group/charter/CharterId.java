package scrm.group.charter;

/**
 * A charter of ours.
 *
 * @param value its row
 */
public record CharterId(long value) {
    /** As a client writes it, who was held to {@link scrm.rest.RowId#PATTERN}. */
    public static CharterId of(String text) {
        return new CharterId(Long.parseLong(text));
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
