package scrm.tag.personaltag;

import java.time.Instant;

import scrm.events.UserId;

/** A tag of a member's own. */
record PersonalTag(long id, UserId userId, String name, Instant createdAt) {}
