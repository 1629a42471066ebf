package scrm.sop.moment;

/**
 * A moment of ours; WeCom's id of it is {@link scrm.wecom.Moments.MomentId}.
 *
 * @param value its row
 */
public record MomentId(long value) {
    @Override
    public String toString() {
        return Long.toString(value);
    }
}
