package scrm.sop.groupmessage;

/**
 * A group message of ours.
 *
 * @param value its row
 */
public record GroupMessageId(long value) {
    @Override
    public String toString() {
        return Long.toString(value);
    }
}
