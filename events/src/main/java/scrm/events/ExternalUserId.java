package scrm.events;

/**
 * An external contact (外部联系人), {@code external_userid}, as seen by one corp. Source: document 92109.
 *
 * @param value 1 to 64 characters, no control characters
 */
public record ExternalUserId(String value) implements Id {
    public ExternalUserId {
        Id.check("ExternalUserId", value, 64);
    }

    @Override
    public String toString() {
        return value;
    }
}
