package scrm.rest.webhook;

/**
 * A delivery of ours.
 *
 * @param value its row
 */
public record DeliveryId(long value) {
    @Override
    public String toString() {
        return Long.toString(value);
    }
}
