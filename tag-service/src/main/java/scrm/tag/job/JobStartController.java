package scrm.tag.job;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import scrm.events.CorpId;
import scrm.messaging.job.Job;
import scrm.messaging.job.Jobs;
import scrm.rest.Conflict;
import scrm.rest.Cursor;
import scrm.rest.InvalidRequest;
import scrm.rest.NotFound;
import scrm.rest.PageRequest;
import scrm.rest.Slice;
import scrm.tag.contact.PullContacts;

/** Jobs: started, watched, cancelled, resumed. */
@RestController
@RequestMapping("/v1/corps/{corpId}/jobs")
class JobController {
    /** Every service has jobs under the same path; by the beginning of its id the gateway finds a job's service. */
    private static final String PREFIX = "tag-";

    private final Jobs jobs;
    private final TransactionTemplate transaction;

    JobController(Jobs jobs, TransactionTemplate transaction) {
        this.jobs = jobs;
        this.transaction = transaction;
    }

    /** Starts a job; 202 with how it stands. */
    @PostMapping
    ResponseEntity<JobView> start(@PathVariable CorpId corpId, @RequestBody NewJob wanted) {
        Record parameters = parameters(wanted);
        Job job = transaction.execute(_ -> jobs.start(corpId, String.valueOf(wanted.kind()), parameters, 0));
        return ResponseEntity.accepted()
                .location(URI.create("/v1/corps/" + corpId.value() + "/jobs/" + PREFIX + job.id()))
                .body(JobView.of(job));
    }

    private static Record parameters(NewJob wanted) {
        return switch (wanted.kind()) {
            case PullContacts.KIND -> new PullContacts();
            case null -> throw InvalidRequest.field("kind", "required");
            default -> throw InvalidRequest.field("kind", "not_allowed", PullContacts.KIND);
        };
    }

    /** The corp's jobs, latest first. */
    @GetMapping
    Slice<JobView> list(@PathVariable CorpId corpId, PageRequest page) {
        String after = page.after() == null ? null : page.after().text(0);
        return Slice.of(jobs.list(corpId, after, page.fetchSize()), page, (Job job) -> Cursor.at(job.id()))
                .map(JobView::of);
    }

    /** How a job stands. */
    @GetMapping("/{jobId}")
    JobView find(@PathVariable CorpId corpId, @PathVariable String jobId) {
        return jobs.find(corpId, ours(jobId)).map(JobView::of).orElseThrow(() -> NotFound.of("job"));
    }

    private static String ours(String jobId) {
        if (!jobId.startsWith(PREFIX)) {
            throw NotFound.of("job");
        }
        return jobId.substring(PREFIX.length());
    }

    /** Stops a job after what it is doing now. */
    @PostMapping("/{jobId}/cancel")
    JobView cancel(@PathVariable CorpId corpId, @PathVariable String jobId) {
        find(corpId, jobId);
        if (!jobs.cancel(corpId, ours(jobId))) {
            throw Conflict.of("not_running", "job");
        }
        return find(corpId, jobId);
    }

    /** Lets a cancelled or failed job go on where it stood. */
    @PostMapping("/{jobId}/resume")
    ResponseEntity<JobView> resume(@PathVariable CorpId corpId, @PathVariable String jobId) {
        find(corpId, jobId);
        if (!jobs.resume(corpId, ours(jobId))) {
            throw Conflict.of("not_stopped", "job");
        }
        return ResponseEntity.accepted().body(find(corpId, jobId));
    }

    /**
     * What to do.
     *
     * @param kind {@code external-contact-pull}: read all contacts of all members and repair what we hold
     */
    record NewJob(@Nullable String kind) {}

    /**
     * How a job stands.
     *
     * @param state {@code RUNNING}, {@code CANCELLED}, {@code SUCCEEDED} or {@code FAILED}
     * @param etaSeconds absent if nothing can be said
     * @param errors the first items that failed
     */
    record JobView(
            String id,
            String kind,
            String state,
            long total,
            long done,
            long failed,
            double ratePerSecond,
            @Nullable Long etaSeconds,
            List<Job.Failure> errors,
            Instant createdAt) {
        static JobView of(Job job) {
            return new JobView(
                    PREFIX + job.id(),
                    job.kind(),
                    job.state().name(),
                    job.total(),
                    job.done(),
                    job.failed(),
                    job.ratePerSecond(),
                    job.etaSeconds(),
                    job.errors(),
                    job.createdAt());
        }
    }
}
