package scrm.events;

/**
 * A member (成员, employee) of a corp, {@code userid}; {@code [A-Za-z0-9-_.]}, 64 bytes at most. Source: document 90200.
 *
 * @param value 1 to 64 characters, no control characters
 */
public record UserId(String value) implements Id {
    public UserId {
        Id.check("UserId", value, 64);
    }

    @Override
    public String toString() {
        return value;
    }
}
