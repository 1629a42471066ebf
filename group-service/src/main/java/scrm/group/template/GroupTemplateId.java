package scrm.group.template;

/**
 * A template of ours.
 *
 * @param value its row
 */
record GroupTemplateId(long value) {
    @Override
    public String toString() {
        return Long.toString(value);
    }
}
