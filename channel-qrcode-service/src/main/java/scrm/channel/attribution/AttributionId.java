package scrm.channel.attribution;

/**
 * The attribution of one member's contact.
 *
 * @param value its row
 */
record AttributionId(long value) {
    @Override
    public String toString() {
        return Long.toString(value);
    }
}
