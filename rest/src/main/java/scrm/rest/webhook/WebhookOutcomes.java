package scrm.rest.webhook;

/** Who is told how deliveries end; each is told of every delivery and knows its own. */
public interface WebhookOutcomes {
    /** One was taken, or is given up, in the transaction that writes it down. */
    void ended(Delivery delivery, Delivery.Status status);
}
