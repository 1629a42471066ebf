package scrm.sop.job;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import scrm.events.CorpId;
import scrm.messaging.job.JobHandler;
import scrm.sop.audience.Segments;
import scrm.sop.audience.Segments.Frozen;
import scrm.sop.audience.Segments.Page;
import scrm.sop.definition.Target;
import scrm.sop.enrolment.EnrolTargets;
import scrm.sop.plan.PlanId;
import scrm.sop.plan.PublishedPlan;
import scrm.sop.plan.RunningPlans;

/**
 * Enrols who is in a segment when the job begins: the first slice freezes it, each later one reads and enrols a page,
 * so that a million contacts take no more memory than a thousand. What was enrolled is in the database with the place
 * that the job came to: a slice that is done again enrols nobody twice.
 */
@Component
class EnrolSegmentWorker implements JobHandler<EnrolSegmentWorker.Parameters> {
    static final String KIND = "enrol-segment";

    private final Segments segments;
    private final RunningPlans plans;
    private final EnrolTargets enrolTargets;

    EnrolSegmentWorker(Segments segments, RunningPlans plans, EnrolTargets enrolTargets) {
        this.segments = segments;
        this.plans = plans;
        this.enrolTargets = enrolTargets;
    }

    /**
     * What is asked for.
     *
     * @param planVersion that ran when it was asked for
     * @param dryRun counts, and enrols nobody
     */
    record Parameters(long planId, int planVersion, String segmentId, boolean dryRun) {}

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Class<Parameters> parametersType() {
        return Parameters.class;
    }

    @Override
    public Slice next(Position<Parameters> position) {
        Parameters wanted = position.parameters();
        CorpId corpId = position.corpId();
        if (wanted.dryRun()) {
            return Slice.last(0, List.of())
                    .ofTotal(segments.count(corpId, wanted.segmentId()).orElse(0L));
        }
        if (position.checkpoint().isEmpty()) {
            // Nobody is in a segment that was deleted since.
            return segments.freeze(corpId, wanted.segmentId())
                    .map(frozen -> Slice.upTo(new Place(frozen.snapshotId(), null).toString(), 0, List.of())
                            .ofTotal(frozen.count()))
                    .orElseGet(() -> Slice.last(0, List.of()).ofTotal(0));
        }
        Place place = Place.parse(position.checkpoint());
        Page page = segments.page(corpId, new Frozen(wanted.segmentId(), place.snapshotId(), 0), place.cursor());
        PublishedPlan plan = plans.version(corpId, new PlanId(wanted.planId()), wanted.planVersion());
        List<Target> targets = page.contacts().stream().map(Target::of).toList();
        String next = page.next();
        Slice slice = next == null
                ? Slice.last(targets.size(), List.of())
                : Slice.upTo(new Place(place.snapshotId(), next).toString(), targets.size(), List.of());
        return slice.with(() -> enrolTargets.enrol(corpId, plan, targets, 0));
    }

    /** @param cursor null at the beginning */
    private record Place(String snapshotId, @Nullable String cursor) {
        static Place parse(String text) {
            int blank = text.indexOf(' ');
            return blank < 0 ? new Place(text, null) : new Place(text.substring(0, blank), text.substring(blank + 1));
        }

        @Override
        public String toString() {
            return cursor == null ? snapshotId : snapshotId + " " + cursor;
        }
    }
}
