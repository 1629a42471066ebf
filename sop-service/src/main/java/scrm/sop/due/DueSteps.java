package scrm.sop.due;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.sop.enrolment.EnrolmentId;
import scrm.sop.enrolment.StepSchedule;
import scrm.sop.groupmessage.GroupMessageId;
import scrm.sop.plan.PlanId;
import scrm.sop.plan.Target;

/** Every corp's steps to come and come. Due times are the clock's, leases the database's. */
interface DueSteps {
    /** Adds steps, but those that are there. */
    void add(List<StepSchedule.Planned> steps);

    /** Takes the oldest of those that are due, each for one taker, until the lease ends. */
    List<Claimed> claim(Instant now, Duration lease, int limit);

    /** Gives back what was taken by somebody who did not come back within the lease. */
    int expire(int limit);

    /** Those that are still ours by their fence, locked, and whether they are wanted by now. */
    List<Standing> standing(List<Claimed> claimed);

    void dispatched(List<Dispatch> dispatches, Instant now);

    /** They wait for their plan to go on. */
    void hold(Collection<DueStepId> ids);

    /** A plan's steps that waited for it are due again. */
    int release(CorpId corpId, PlanId planId);

    void skip(Collection<DueStepId> ids, String reason, Instant now);

    /** Steps of these that nobody has taken, locked. */
    List<DueStep> untaken(Collection<EnrolmentId> enrolmentIds);

    /** They will not be, and never were. */
    void remove(Collection<DueStepId> ids);

    /** Steps in a group message that are not at their end, locked. */
    List<DueStep> unsettled(CorpId corpId, GroupMessageId groupMessageId);

    /** Steps in a group message that has not been sent, of enrolments that have ended. */
    Set<ExternalUserId> withdrawn(CorpId corpId, GroupMessageId groupMessageId);

    void settle(List<Outcome> outcomes, Instant now);

    /** Which of these have no step left that may change. */
    List<EnrolmentId> finished(Collection<EnrolmentId> ids);

    /** The newest first. */
    List<DueStep> list(CorpId corpId, Filter filter, @Nullable DueStepId before, int limit);

    /** A step that was taken, and the fence that must still stand when something is done with it. */
    record Claimed(DueStepId id, long fence) {}

    /**
     * A taken step.
     *
     * @param enrolmentActive whether the contact still is in the plan
     * @param planActive whether the plan speaks
     */
    record Standing(DueStep step, boolean enrolmentActive, boolean planActive) {}

    /** Where a step went. */
    record Dispatch(DueStepId id, GroupMessageId groupMessageId, Duration lateness) {}

    /** How a step ended, or that it may change again. */
    record Outcome(
            DueStepId id, DueStep.State state, @Nullable String reason, boolean isFinal) {}

    /** What a list is narrowed by; null leaves it wide. */
    record Filter(
            @Nullable PlanId planId,
            @Nullable EnrolmentId enrolmentId,
            @Nullable Target target,
            DueStep.@Nullable State state) {}
}
