package scrm.sop.moment;

/** Where a member stands. */
public enum MemberState {
    /** Is to be asked. */
    NAMED,
    /** Is asked, and has not published. */
    ASKED,
    /** Has published. */
    PUBLISHED,
    /** Has been asked as often as may be, or WeCom does not know it. */
    LEFT_OUT,
    /** Never published, or it was cancelled before. */
    NOT_PUBLISHED
}
