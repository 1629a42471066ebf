package scrm.tag.growth;

import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.CorpId;
import scrm.messaging.job.Job;
import scrm.messaging.job.Jobs;
import scrm.rest.IfMatch;

/** Publishes growth models; contacts are then looked at by a job. */
@Service
class KeepModel {
    private final GrowthModels models;
    private final Jobs jobs;
    private final Clock clock;

    KeepModel(GrowthModels models, Jobs jobs, Clock clock) {
        this.models = models;
        this.jobs = jobs;
        this.clock = clock;
    }

    /**
     * A model and what brings contacts in line with it.
     *
     * @param job absent if there is nothing to do
     */
    record Published(GrowthModels.Version version, @Nullable Job job) {}

    @Transactional
    Published publish(CorpId corpId, IfMatch ifMatch, GrowthModel model, String actor) {
        Optional<GrowthModels.Version> before = models.lock(corpId);
        int current = before.map(GrowthModels.Version::version).orElse(0);
        ifMatch.check(current);
        GrowthModel known = before.map(GrowthModels.Version::model).orElse(GrowthModel.PROPOSED);
        if (current > 0 && known.equals(model)) {
            return new Published(before.orElseThrow(), null);
        }
        GrowthModels.Version next = new GrowthModels.Version(current + 1, model);
        models.publish(corpId, next, actor, clock.instant());
        if (!model.enabled()) {
            return new Published(next, null);
        }
        boolean tagsToo = !known.enabled() || !Objects.equals(known.tagGroup(), model.tagGroup());
        Job job = jobs.start(corpId, RecomputeGrowth.KIND, new RecomputeGrowth(next.version(), tagsToo), 0);
        return new Published(next, job);
    }
}
