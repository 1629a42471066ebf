package scrm.events;

/**
 * A group of corp tags, {@code group_id}. Source: document 92117.
 *
 * @param value 1 to 64 characters, no control characters
 */
public record TagGroupId(String value) implements Id {
    public TagGroupId {
        Id.check("TagGroupId", value, 64);
    }

    @Override
    public String toString() {
        return value;
    }
}
