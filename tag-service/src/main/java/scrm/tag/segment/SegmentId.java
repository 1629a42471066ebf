package scrm.tag.segment;

/**
 * A segment of ours.
 *
 * @param value its row
 */
public record SegmentId(long value) {
    @Override
    public String toString() {
        return Long.toString(value);
    }
}
