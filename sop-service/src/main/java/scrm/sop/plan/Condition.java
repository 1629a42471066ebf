package scrm.sop.plan;

import scrm.events.TagId;

/** What must be so at the time at which a step is due. */
public sealed interface Condition {
    /** The contact has a tag, from whichever member. */
    record HasTag(TagId tagId) implements Condition {}

    /** The contact has not. */
    record LacksTag(TagId tagId) implements Condition {}

    /** The contact is in a segment. */
    record InSegment(String segmentId) implements Condition {}
}
