package scrm.events;

/**
 * A corp (企业) of WeCom, {@code corpid} / {@code receiveid}; every row, key and token is bound to one.
 *
 * @param value 1 to 64 characters, no control characters
 */
public record CorpId(String value) implements Id {
    public CorpId {
        Id.check("CorpId", value, 64);
    }

    @Override
    public String toString() {
        return value;
    }
}
