package scrm.tag.segment;

import java.util.Optional;
import java.util.regex.Pattern;

import scrm.rest.RowId;

/**
 * A segment of ours.
 *
 * @param value its row
 */
public record SegmentId(long value) {
    private static final Pattern WRITTEN = Pattern.compile(RowId.PATTERN);

    /** An id as clients write it; empty if it cannot be one. */
    static Optional<SegmentId> parse(String written) {
        return WRITTEN.matcher(written).matches()
                ? Optional.of(new SegmentId(Long.parseLong(written)))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
