package scrm.rest.webhook;

/** Who is told how deliveries end; each is told of every delivery and knows its own. */
public interface WebhookOutcomes {
    /** Whether it is still to be told; asked right before each attempt. */
    default boolean owed(Delivery delivery) {
        return true;
    }

    /** One was taken, is given up, or is not owed any more, in the transaction that writes it down. */
    void ended(Delivery delivery, Delivery.Status status);
}
