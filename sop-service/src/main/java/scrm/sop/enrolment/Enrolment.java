package scrm.sop.enrolment;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.sop.definition.Target;
import scrm.sop.plan.PlanId;

/**
 * Somebody or a group in a plan.
 *
 * @param id its id
 * @param corpId its corp
 * @param planId the plan
 * @param planVersion the version that it began with and keeps
 * @param userId the member in whose name is spoken
 * @param target whom it is about
 * @param occurrence which of many times; 0 where a plan takes a target once
 * @param status whether it goes on
 * @param triggeredAt when that happened which enrolled
 * @param endedAt when it ended
 */
public record Enrolment(
        EnrolmentId id,
        CorpId corpId,
        PlanId planId,
        int planVersion,
        UserId userId,
        Target target,
        long occurrence,
        Status status,
        Instant triggeredAt,
        @Nullable Instant endedAt) {
    /** The same in another version of its plan. */
    Enrolment in(int version) {
        return new Enrolment(id, corpId, planId, version, userId, target, occurrence, status, triggeredAt, endedAt);
    }

    /** Whether it goes on. */
    public enum Status {
        ACTIVE,
        /** Gets nothing, to be compared with those who do. */
        HELD_OUT,
        /** Every step is settled. */
        COMPLETED,
        /** Member and contact are no friends any more. */
        LOST,
        /** What it was for has come about. */
        GOAL_MET,
        /** The contact replied, as somebody told us. */
        REPLIED,
        /** Somebody ended it, or a new version of its plan did. */
        STOPPED
    }
}
