package scrm.tag.expiry;

import java.time.Instant;

import scrm.tag.tagging.RelationTag;

/**
 * When a tag of a relation is to be taken away.
 *
 * @param tag the tag and whose it is
 * @param assignmentId the decision that says so
 * @param expiresAt when
 */
record Expiry(RelationTag tag, long assignmentId, Instant expiresAt) {}
