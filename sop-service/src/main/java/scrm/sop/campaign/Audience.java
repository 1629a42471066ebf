package scrm.sop.campaign;

/** Who gets a message. */
public sealed interface Audience {
    /** Those whom the client named. */
    record Named() implements Audience {}

    /** Who is in a segment when the message goes out. */
    record Segment(String segmentId) implements Audience {}
}
