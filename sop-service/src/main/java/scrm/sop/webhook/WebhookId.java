package scrm.sop.webhook;

/**
 * A webhook of ours.
 *
 * @param value its row
 */
public record WebhookId(long value) {
    @Override
    public String toString() {
        return Long.toString(value);
    }
}
