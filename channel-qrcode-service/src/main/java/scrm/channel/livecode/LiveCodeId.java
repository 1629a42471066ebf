package scrm.channel.livecode;

/**
 * A live code of ours.
 *
 * @param value its row
 */
public record LiveCodeId(long value) {
    /** As a client writes it, who was held to {@link scrm.rest.RowId#PATTERN}. */
    public static LiveCodeId of(String text) {
        return new LiveCodeId(Long.parseLong(text));
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
