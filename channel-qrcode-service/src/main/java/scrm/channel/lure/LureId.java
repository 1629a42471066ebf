package scrm.channel.lure;

/**
 * A lure of ours.
 *
 * @param value its row
 */
public record LureId(long value) {
    @Override
    public String toString() {
        return Long.toString(value);
    }
}
