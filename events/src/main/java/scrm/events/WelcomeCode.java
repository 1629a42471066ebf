package scrm.events;

/**
 * The right to send one welcome message within 20 s, {@code welcome_code}. Source: document 92137.
 *
 * @param value 1 to 256 characters, no control characters
 */
public record WelcomeCode(String value) implements Id {
    public WelcomeCode {
        Id.check("WelcomeCode", value, 256);
    }

    @Override
    public String toString() {
        return value;
    }
}
