package scrm.events;

/**
 * A member (成员, employee) of a corp, {@code userid}. Source: document 90200.
 *
 * @param value 1 to 64 characters, no control characters
 */
public record UserId(String value) implements Id {
    /** What people may write as one; what WeCom tells is taken as it comes. */
    public static final String PATTERN = "[A-Za-z0-9_.@-]{1,64}";

    public UserId {
        Id.check("UserId", value, 64);
    }

    @Override
    public String toString() {
        return value;
    }
}
