package scrm.sop.enrolment;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

import scrm.events.UserId;
import scrm.sop.definition.Target;

/**
 * Somebody or a group whom a plan may take.
 *
 * @param userId in whose name is spoken; null: whoever added the contact last, the owner of the group, the member
 * @param triggeredAt when that happened which enrols
 * @param occurrence which of many times; 0 where a plan takes a target once
 */
public record Candidate(Target target, @Nullable UserId userId, Instant triggeredAt, long occurrence) {
    Candidate by(UserId sender) {
        return new Candidate(target, sender, triggeredAt, occurrence);
    }
}
