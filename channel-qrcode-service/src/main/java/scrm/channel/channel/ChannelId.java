package scrm.channel.channel;

/**
 * A channel of ours.
 *
 * @param value its row
 */
public record ChannelId(long value) {
    /** As a client writes it, who was held to {@link scrm.rest.RowId#PATTERN}. */
    public static ChannelId of(String text) {
        return new ChannelId(Long.parseLong(text));
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
