package scrm.channel.reward;

/**
 * A reward of ours.
 *
 * @param value its row
 */
public record RewardId(long value) {
    @Override
    public String toString() {
        return Long.toString(value);
    }
}
