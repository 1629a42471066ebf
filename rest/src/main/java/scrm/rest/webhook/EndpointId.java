package scrm.rest.webhook;

/**
 * An endpoint of ours.
 *
 * @param value its row
 */
public record EndpointId(long value) {
    @Override
    public String toString() {
        return Long.toString(value);
    }
}
