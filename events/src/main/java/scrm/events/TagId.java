package scrm.events;

/**
 * A corp tag (企业标签), {@code tag_id}. Source: document 92117.
 *
 * @param value 1 to 64 characters, no control characters
 */
public record TagId(String value) implements Id {
    public TagId {
        Id.check("TagId", value, 64);
    }

    @Override
    public String toString() {
        return value;
    }
}
