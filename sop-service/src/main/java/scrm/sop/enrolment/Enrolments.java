package scrm.sop.enrolment;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.sop.definition.Target;
import scrm.sop.plan.PlanId;
import scrm.sop.plan.PublishedPlan;

/** Every corp's enrolments. */
interface Enrolments {
    /** Of candidates of one kind those whom the plan may take, by one query. */
    List<Candidate> free(CorpId corpId, PlanId planId, List<Candidate> candidates, Once once);

    /** Adds those who are not there, each with a sender; tells which begin, those not that the plan holds out. */
    List<Enrolment> add(CorpId corpId, PublishedPlan plan, List<Candidate> candidates, Instant now);

    /** Those of somebody that go on. */
    List<Enrolment> active(CorpId corpId, Target target);

    /** Those of these for whom something goes on, by a query a kind. */
    Set<Target> activeAmong(CorpId corpId, Collection<Target> targets);

    /** Some of those that go on in earlier versions than this one, locked. */
    List<Enrolment> outdated(CorpId corpId, PlanId planId, int version, int limit);

    /** How many go on in earlier versions than this one. */
    long countOutdated(CorpId corpId, PlanId planId, int version);

    /** They go on in another version of their plan. */
    void move(CorpId corpId, Collection<EnrolmentId> ids, int version);

    /** Ends those of the pair that began at that time or before. */
    List<Enrolment> endLost(Pair pair, Instant at, Instant now);

    /** Ends these, as far as they go on. */
    List<Enrolment> end(Collection<EnrolmentId> ids, Enrolment.Status how, Instant now);

    /** The newest first. */
    List<Enrolment> list(CorpId corpId, Filter filter, @Nullable EnrolmentId before, int limit);

    Optional<Enrolment> find(CorpId corpId, EnrolmentId id);

    /** Whom a plan has already. One event may be told twice, so whom it enrolled is had in any case. */
    enum Once {
        /** Whoever goes on in the plan with this member. */
        PER_MEMBER,
        /** Whoever goes on in the plan. */
        AT_A_TIME,
        /** Whoever was taken by the same occurrence, whoever goes on. */
        PER_OCCURRENCE
    }

    /** What a list is narrowed by; null leaves it wide. */
    record Filter(
            @Nullable PlanId planId,
            @Nullable Target target,
            @Nullable UserId userId,
            Enrolment.@Nullable Status status) {}
}
