package scrm.sop.groupmessage;

/** How a message went to one receiver. */
public enum Delivery {
    /** Waits for the call. */
    QUEUED(false),
    /** Was not wanted any more when the call was made. */
    WITHDRAWN(true),
    /** WeCom has it; the member has not confirmed. */
    HANDED_OVER(false),
    /** The contact or the group chat got it. */
    SENT(true),
    /** The contact is no friend of the member's any more. */
    NOT_FRIEND(true),
    /** The contact has had as many mass messages as may be. Source: document 92135. */
    QUOTA_USED_UP(true),
    /** WeCom refused the receiver or the whole message. */
    REFUSED(true),
    /** The member never confirmed. */
    NOT_CONFIRMED(true),
    /** The message was cancelled before the member confirmed. */
    CANCELLED(true),
    /** The call's answer was lost, and it is not known whether WeCom has it. */
    UNKNOWN(false);

    private final boolean isFinal;

    Delivery(boolean isFinal) {
        this.isFinal = isFinal;
    }

    /** Whether it will stay so. */
    public boolean isFinal() {
        return isFinal;
    }
}
