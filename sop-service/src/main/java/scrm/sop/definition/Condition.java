package scrm.sop.definition;

import scrm.events.TagId;

/** What must be so at the time at which a step is due. */
public sealed interface Condition {
    /** The contact has a tag, from whichever member. */
    record HasTag(TagId tagId) implements Condition {}

    /** The contact has not. */
    record LacksTag(TagId tagId) implements Condition {}

    /** The contact is in a segment. */
    record InSegment(String segmentId) implements Condition {}

    /** What is known of a condition at the time at which it is asked about. */
    enum Verdict {
        HOLDS,
        FAILS,
        /** What it asks about is there no more. */
        GONE,
        /** Nobody can tell at this moment. */
        UNAVAILABLE,
        /** Nobody was asked yet. */
        NOT_ASKED
    }
}
