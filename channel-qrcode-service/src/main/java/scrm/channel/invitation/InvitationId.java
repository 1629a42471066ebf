package scrm.channel.invitation;

/**
 * An invitation of ours.
 *
 * @param value its row
 */
record InvitationId(long value) {
    @Override
    public String toString() {
        return Long.toString(value);
    }
}
