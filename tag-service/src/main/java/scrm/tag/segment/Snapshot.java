package scrm.tag.segment;

import java.time.Instant;

/**
 * Who was in a segment at a moment.
 *
 * @param segmentVersion the version that was evaluated
 * @param contacts how many they were
 */
record Snapshot(long id, SegmentId segmentId, int segmentVersion, long contacts, Instant takenAt) {}
