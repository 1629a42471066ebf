package scrm.channel.livecode;

/**
 * A live code of ours.
 *
 * @param value its row
 */
public record LiveCodeId(long value) {
    @Override
    public String toString() {
        return Long.toString(value);
    }
}
