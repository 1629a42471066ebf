package scrm.channel.grouptemplate;

/**
 * A group welcome template of ours.
 *
 * @param value its row
 */
public record GroupTemplateId(long value) {
    @Override
    public String toString() {
        return Long.toString(value);
    }
}
