package scrm.sop.due;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.sop.definition.Target;
import scrm.sop.enrolment.EnrolmentId;
import scrm.sop.groupmessage.GroupMessageId;
import scrm.sop.plan.PlanId;

/**
 * One step of one enrolment, at its time.
 *
 * @param id its id
 * @param corpId its corp
 * @param enrolmentId whose it is
 * @param step its number in the plan, from 0
 * @param key the same in every version
 * @param occurrence which time of a step that is done again; 0 for the first
 * @param planId the plan
 * @param planVersion its version
 * @param userId the member in whose name is spoken
 * @param target whom it is about
 * @param variant which variant of what its step says was drawn for it; empty: none was, or there are none
 * @param state how far it has come
 * @param dueAt its time
 * @param groupMessageId what it was gathered into
 * @param dispatchedAt when it was
 * @param lateness how long after its time; null while it was not
 * @param settledAt when it ended
 * @param reason why it was skipped or failed, or waits
 * @param failure by what carrying it out failed last; type and place, no values
 */
public record DueStep(
        DueStepId id,
        CorpId corpId,
        EnrolmentId enrolmentId,
        int step,
        String key,
        int occurrence,
        PlanId planId,
        int planVersion,
        UserId userId,
        Target target,
        String variant,
        State state,
        Instant dueAt,
        @Nullable GroupMessageId groupMessageId,
        @Nullable Instant dispatchedAt,
        @Nullable Duration lateness,
        @Nullable Instant settledAt,
        @Nullable String reason,
        @Nullable String failure) {
    /** Why steps of an enrolment that ended are skipped. */
    public static final String ENROLMENT_ENDED = "ENROLMENT_ENDED";

    /** How far it has come. */
    public enum State {
        /** Its time has not come, or nobody has taken it yet. */
        PENDING,
        /** Came due while its plan was paused. */
        HELD,
        /** Is late, and somebody is asked whether it is to be done. */
        ASKED,
        /** Is in a group message that is with WeCom or on its way, or is a member's task. */
        DISPATCHED,
        /** The contact got it. */
        SENT,
        /** What it does besides messages is done. */
        DONE,
        /** Was not wanted any more. */
        SKIPPED,
        /** WeCom refused it or could not bring it to the contact, or it could not be carried out at all. */
        FAILED,
        /** Whether WeCom has it is not known. */
        UNKNOWN
    }
}
