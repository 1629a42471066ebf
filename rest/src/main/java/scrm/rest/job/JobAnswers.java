package scrm.rest.job;

import java.net.URI;
import org.springframework.http.ResponseEntity;

import scrm.messaging.job.Job;
import scrm.rest.NotFound;

/**
 * Shows the jobs of one service. Every service has jobs under the same path; by the beginning of a job's id the gateway
 * finds its service.
 */
public final class JobAnswers {
    private final String prefix;

    /** @param service as the gateway calls it, for example {@code tag} */
    JobAnswers(String service) {
        this.prefix = service + "-";
    }

    /** How a job stands. */
    public JobView view(Job job) {
        return new JobView(
                idOf(job.id()),
                job.kind(),
                job.state(),
                job.total(),
                job.done(),
                job.failed(),
                job.ratePerSecond(),
                job.etaSeconds(),
                job.errors().stream().map(JobView.FailedItem::of).toList(),
                job.createdAt());
    }

    /** The id of one of our jobs, as clients know it. */
    public String idOf(String jobId) {
        return prefix + jobId;
    }

    /** 202 for a job that has begun. */
    public ResponseEntity<JobView> accepted(Job job) {
        return ResponseEntity.accepted().location(location(job)).body(view(job));
    }

    /** Where a job is watched. */
    public URI location(Job job) {
        return URI.create("/v1/corps/" + job.corpId() + "/jobs/" + idOf(job.id()));
    }

    /**
     * The id of one of our jobs.
     *
     * @throws NotFound if it is another service's
     */
    String ours(String jobId) {
        if (!jobId.startsWith(prefix)) {
            throw NotFound.of("job");
        }
        return jobId.substring(prefix.length());
    }
}
