package scrm.channel.alarm;

/** What may be wrong with a live code. */
public enum Reason {
    /** WeCom refused to make it, or it waits until somebody mends the corp's settings. */
    NOT_CREATED,
    /** WeCom refused the latest edit, or that waits until somebody mends the corp's settings. */
    NOT_SYNCED,
    /** None of the groups that it leads into has room. */
    GROUPS_FULL,
    /** None of its employees is on: all are away or have reached their cap, and there is no spare. */
    NOBODY_ON,
    /** Nobody comes by it any more, though people used to. */
    ADDS_STOPPED,
    /** Many of those who came by it have left within a day. */
    LOSSES_BURST,
    /** WeCom does not have it any more: somebody deleted it there. */
    GONE_AT_WECOM
}
