package scrm.events;

/**
 * A customer group (客户群), {@code chat_id}, as seen by one corp. Source: document 92122.
 *
 * @param value 1 to 64 characters, no control characters
 */
public record ChatId(String value) implements Id {
    public ChatId {
        Id.check("ChatId", value, 64);
    }

    @Override
    public String toString() {
        return value;
    }
}
