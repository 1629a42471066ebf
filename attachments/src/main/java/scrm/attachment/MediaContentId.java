package scrm.attachment;

/**
 * Bytes that we keep to upload them to WeCom.
 *
 * @param value their row
 */
public record MediaContentId(long value) {
    @Override
    public String toString() {
        return Long.toString(value);
    }
}
