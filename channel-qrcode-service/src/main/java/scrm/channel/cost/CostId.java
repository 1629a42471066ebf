package scrm.channel.cost;

/**
 * A cost of ours.
 *
 * @param value its row
 */
public record CostId(long value) {
    @Override
    public String toString() {
        return Long.toString(value);
    }
}
