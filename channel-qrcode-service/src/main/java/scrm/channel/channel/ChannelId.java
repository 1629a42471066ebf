package scrm.channel.channel;

/**
 * A channel of ours.
 *
 * @param value its row
 */
public record ChannelId(long value) {
    @Override
    public String toString() {
        return Long.toString(value);
    }
}
