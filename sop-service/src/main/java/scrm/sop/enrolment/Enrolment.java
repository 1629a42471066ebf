package scrm.sop.enrolment;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.UserId;
import scrm.sop.plan.PlanId;

/**
 * A member's contact in a plan.
 *
 * @param id its id
 * @param corpId its corp
 * @param planId the plan
 * @param planVersion the version that it began with and keeps
 * @param userId the member in whose name is spoken
 * @param externalUserId the contact
 * @param status whether it goes on
 * @param triggeredAt when the contact was added
 * @param endedAt when it ended
 */
public record Enrolment(
        EnrolmentId id,
        CorpId corpId,
        PlanId planId,
        int planVersion,
        UserId userId,
        ExternalUserId externalUserId,
        Status status,
        Instant triggeredAt,
        @Nullable Instant endedAt) {
    /** Whether it goes on. */
    public enum Status {
        ACTIVE,
        /** Every step is settled. */
        COMPLETED,
        /** Member and contact are no friends any more. */
        LOST,
        /** Somebody took the contact out. */
        STOPPED
    }
}
