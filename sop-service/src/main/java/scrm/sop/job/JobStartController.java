package scrm.sop.job;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import scrm.events.CorpId;
import scrm.messaging.job.Jobs;
import scrm.rest.Answers;
import scrm.rest.Conflict;
import scrm.rest.InvalidRequest;
import scrm.rest.RowId;
import scrm.rest.job.JobAnswers;
import scrm.rest.job.JobView;
import scrm.sop.audience.ListGroups;
import scrm.sop.audience.Segments;
import scrm.sop.definition.Target;
import scrm.sop.plan.PlanId;
import scrm.sop.plan.PublishedPlan;
import scrm.sop.plan.RunningPlans;

/** Starts jobs; how they stand is shown by {@code scrm.rest.job}. */
@RestController
@RequestMapping("/v1/corps/{corpId}/jobs")
class JobStartController {
    private final Jobs jobs;
    private final JobAnswers answers;
    private final RunningPlans plans;
    private final Segments segments;
    private final TransactionTemplate transaction;

    JobStartController(
            Jobs jobs, JobAnswers answers, RunningPlans plans, Segments segments, TransactionTemplate transaction) {
        this.jobs = jobs;
        this.answers = answers;
        this.plans = plans;
        this.segments = segments;
        this.transaction = transaction;
    }

    /** Starts a job; 202 with how it stands. */
    @PostMapping
    @Answers(HttpStatus.ACCEPTED)
    ResponseEntity<JobView> start(@PathVariable CorpId corpId, @Valid @RequestBody NewJob wanted) {
        Start start = checked(corpId, wanted);
        return answers.accepted(Objects.requireNonNull(
                transaction.execute(_ -> jobs.start(corpId, start.kind(), start.parameters(), start.total()))));
    }

    private record Start(String kind, Record parameters, long total) {}

    private Start checked(CorpId corpId, NewJob wanted) {
        return switch (wanted.kind()) {
            case ListGroups.KIND -> new Start(ListGroups.KIND, new ListGroups(), 0);
            case EnrolSegmentWorker.KIND -> enrolSegment(corpId, wanted);
            case null -> throw InvalidRequest.field("kind", "required");
            default ->
                throw InvalidRequest.field("kind", "not_allowed", ListGroups.KIND + ", " + EnrolSegmentWorker.KIND);
        };
    }

    private Start enrolSegment(CorpId corpId, NewJob wanted) {
        String planId = wanted.planId();
        String segmentId = wanted.segmentId();
        if (planId == null || segmentId == null) {
            throw InvalidRequest.field(planId == null ? "planId" : "segmentId", "required");
        }
        PublishedPlan plan = plans.newest(corpId, new PlanId(Long.parseLong(planId)))
                .orElseThrow(() -> Conflict.of("plan_not_published"));
        if (plan.definition().audience() != Target.Kind.CONTACT) {
            throw InvalidRequest.field("planId", "not_for_audience");
        }
        long total =
                segments.count(corpId, segmentId).orElseThrow(() -> InvalidRequest.field("segmentId", "not_found"));
        return new Start(
                EnrolSegmentWorker.KIND,
                new EnrolSegmentWorker.Parameters(
                        plan.planId().value(), plan.version(), segmentId, Boolean.TRUE.equals(wanted.dryRun())),
                total);
    }

    /**
     * What to do.
     *
     * @param kind {@code enrol-segment}: enrol who is in a segment when the job begins; {@code group-target-sync}: take
     *     in the group chats that were there before this service listened
     * @param planId of {@code enrol-segment}: the plan, which must run and be for contacts
     * @param segmentId of {@code enrol-segment}: the segment of tag-service
     * @param dryRun of {@code enrol-segment}: only count, as {@code total}
     */
    record NewJob(
            @Nullable String kind,
            @Pattern(regexp = RowId.PATTERN) @Nullable String planId,
            @Pattern(regexp = RowId.PATTERN) @Nullable String segmentId,
            @Nullable Boolean dryRun) {}
}
