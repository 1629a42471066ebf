package scrm.tag.segment;

import java.time.Instant;

/**
 * A condition that has a name.
 *
 * @param version grows with each edit
 */
record Segment(SegmentId id, String name, Condition definition, int version, Instant createdAt, Instant updatedAt) {}
