package scrm.sop.plan;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Service;

import scrm.events.CorpId;
import scrm.rest.NotFound;
import scrm.sop.definition.Happening;
import scrm.sop.definition.PlanDefinition;
import scrm.sop.definition.Target;
import scrm.sop.plan.Plans.VersionId;

/**
 * The plans that take contacts. Which they are is read each time, so that a plan takes whoever is added after it was
 * published, on every instance; what they say never changes and is remembered.
 */
@Service
public class RunningPlans {
    private static final int MOST = 10_000;

    private final Plans plans;
    private final Cache<Key, PublishedPlan> memory =
            Caffeine.newBuilder().maximumSize(MOST).build();

    RunningPlans(Plans plans) {
        this.plans = plans;
    }

    /** Plans for these that take somebody to whom this happens. */
    public List<PublishedPlan> taking(CorpId corpId, Target.Kind audience, Happening happening) {
        return all(corpId).stream()
                .filter(plan -> plan.takes(audience, happening))
                .toList();
    }

    /** Each plan's newest version, unless it is paused. */
    public List<PublishedPlan> all(CorpId corpId) {
        return plans.running(corpId).stream().map(id -> version(corpId, id)).toList();
    }

    /** The version of a plan that takes contacts now; empty if none does. */
    public Optional<PublishedPlan> newest(CorpId corpId, PlanId planId) {
        return plans.find(corpId, planId)
                .filter(plan -> plan.status() == Plan.Status.ACTIVE)
                .map(plan -> version(corpId, planId, plan.publishedVersion()));
    }

    /** @throws NotFound if the corp has no such plan */
    public void check(CorpId corpId, PlanId planId) {
        if (plans.find(corpId, planId).isEmpty()) {
            throw NotFound.of("plan");
        }
    }

    /** What a plan's next version will be. */
    public Optional<PlanDefinition> draft(CorpId corpId, PlanId planId) {
        return plans.find(corpId, planId).map(Plan::draft);
    }

    /** A version that contacts are enrolled in, whatever became of its plan. */
    public PublishedPlan version(CorpId corpId, PlanId planId, int version) {
        return version(corpId, new VersionId(planId, version));
    }

    private PublishedPlan version(CorpId corpId, VersionId id) {
        return Objects.requireNonNull(memory.get(
                new Key(corpId, id),
                key -> plans.version(key.corpId(), key.id()).orElseThrow()));
    }

    private record Key(CorpId corpId, VersionId id) {}
}
