package scrm.sop.content;

/** To whom a message goes. Source: document 92135. */
public enum ChatType {
    /** Contacts of the sender. */
    SINGLE(10_000),
    /** Group chats that the sender owns. */
    GROUP(2_000);

    private final int maxReceivers;

    ChatType(int maxReceivers) {
        this.maxReceivers = maxReceivers;
    }

    /** Most receivers of one call. */
    public int maxReceivers() {
        return maxReceivers;
    }
}
