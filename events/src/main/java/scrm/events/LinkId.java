package scrm.events;

/**
 * A customer acquisition link (获客链接), {@code link_id}. Source: document 97297.
 *
 * @param value 1 to 64 characters, no control characters
 */
public record LinkId(String value) implements Id {
    public LinkId {
        Id.check("LinkId", value, 64);
    }

    @Override
    public String toString() {
        return value;
    }
}
