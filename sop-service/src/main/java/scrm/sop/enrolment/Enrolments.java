package scrm.sop.enrolment;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.sop.plan.PlanId;
import scrm.sop.plan.PublishedPlan;
import scrm.sop.plan.Target;

/** Every corp's enrolments. */
interface Enrolments {
    /** Adds one; empty if the contact is in the plan, was in this version, or was enrolled by the same adding. */
    Optional<Enrolment> add(Pair pair, PublishedPlan plan, Instant triggeredAt, Instant now);

    /** Ends those of the pair that began at that time or before. */
    List<Enrolment> endLost(Pair pair, Instant at, Instant now);

    /** Ends these, as far as they go on. */
    List<Enrolment> complete(Collection<EnrolmentId> ids, Instant now);

    /** The newest first. */
    List<Enrolment> list(CorpId corpId, Filter filter, @Nullable EnrolmentId before, int limit);

    Optional<Enrolment> find(CorpId corpId, EnrolmentId id);

    /** What a list is narrowed by; null leaves it wide. */
    record Filter(
            @Nullable PlanId planId,
            @Nullable Target target,
            @Nullable UserId userId,
            Enrolment.@Nullable Status status) {}
}
