package scrm.sop.enrolment;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.sop.definition.Happening;
import scrm.sop.definition.Target;

/**
 * Something that happened to somebody, as an event told it.
 *
 * @param userId the member whom it is about; null if it is about none
 */
record Heard(CorpId corpId, Target target, @Nullable UserId userId, Happening happening, Instant at) {}
