package scrm.events;

/**
 * The channel parameter that comes back with an added contact, {@code state}. Ours are at most 30 characters; foreign
 * ones are kept as they are, for they must not break attribution. Source: documents 92228, 92229.
 *
 * @param value 1 to 128 characters, no control characters
 */
public record State(String value) implements Id {
    public State {
        Id.check("State", value, 128);
    }

    @Override
    public String toString() {
        return value;
    }
}
