package scrm.sop.due;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.sop.definition.Target;
import scrm.sop.enrolment.EnrolmentId;
import scrm.sop.enrolment.StepSchedule;
import scrm.sop.groupmessage.GroupMessageId;
import scrm.sop.plan.PlanId;

/** Every corp's steps to come and come. Due times are the clock's, leases the database's. */
public interface DueSteps {
    /** Adds steps, but those that are there. */
    void add(List<StepSchedule.Planned> steps);

    /** Of these shards those in which a step is due, the one that has waited longest first. */
    List<Integer> due(Collection<Integer> shards, Instant now);

    /**
     * The oldest steps of a shard that are due, as far as nobody else has them in hand. They are locked: whatever is
     * done with them is done in the running transaction, or not at all.
     */
    List<DueStepId> take(int shard, Instant now, int limit);

    /** Whether they are wanted by now; the one that has waited longest first. */
    List<Standing> standing(Collection<DueStepId> ids);

    void dispatched(List<Dispatch> dispatches, Instant now);

    /** They are in somebody's hands who will tell how they went. */
    void handedOver(Collection<DueStepId> ids, Instant now);

    /** They wait, in somebody else's name. */
    void handOn(UserId userId, Collection<DueStepId> ids);

    /** They say that variant of their step; empty: the way that they go has none. */
    void drawn(String variant, Collection<DueStepId> ids);

    /** They are done, once for all. */
    void done(Collection<DueStepId> ids, Instant now);

    /** They will not be done. */
    void end(Collection<DueStepId> ids, DueStep.State state, String reason, Instant now);

    /** Steps of these that nobody has taken, locked. */
    List<DueStep> untaken(Collection<EnrolmentId> enrolmentIds);

    /** They will not be, and never were. */
    void remove(Collection<DueStepId> ids);

    /** Steps of these that somebody other than WeCom has in hand, locked. */
    List<DueStep> inHand(Collection<EnrolmentId> enrolmentIds);

    /** The step, if it is in somebody's hands, locked. */
    Optional<DueStep> inHand(CorpId corpId, DueStepId id);

    /** Whether the step is in somebody's hands and its enrolment goes on. */
    boolean isWanted(CorpId corpId, DueStepId id);

    /** Steps in a group message that are not at their end, locked. */
    List<DueStep> unsettled(CorpId corpId, GroupMessageId groupMessageId);

    /** Steps in a group message that has not been sent, of enrolments that have ended. */
    Set<String> withdrawn(CorpId corpId, GroupMessageId groupMessageId);

    void settle(List<Outcome> outcomes, Instant now);

    /** Which of these have no step left that may change. */
    List<EnrolmentId> finished(Collection<EnrolmentId> ids);

    Optional<DueStep> find(CorpId corpId, DueStepId id);

    /** The newest first. */
    List<DueStep> list(CorpId corpId, Filter filter, @Nullable DueStepId before, int limit);

    /** What somebody wants of steps that are late. */
    enum LateAnswer {
        RUN,
        SKIP
    }

    /**
     * A step whose time has come.
     *
     * @param enrolmentActive whether the target still is in the plan
     * @param planActive whether the plan speaks
     * @param answer what somebody wants of it although it is late, if anybody was asked
     */
    record Standing(
            DueStep step,
            boolean enrolmentActive,
            boolean planActive,
            @Nullable LateAnswer answer) {}

    /** Where a step went. */
    record Dispatch(DueStepId id, GroupMessageId groupMessageId) {}

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
