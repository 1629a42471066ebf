package scrm.sop.campaign;

import scrm.sop.audience.GroupFilter;

/** Who gets a message. */
public sealed interface Audience {
    /** Those whom the client named. */
    record Named() implements Audience {}

    /** Who is in a segment when the message goes out. */
    record Segment(String segmentId) implements Audience {}

    /** The group chats that a filter means when the message goes out. */
    record Groups(GroupFilter filter) implements Audience {}
}
