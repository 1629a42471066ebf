package scrm.rest.job;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import scrm.events.CorpId;
import scrm.messaging.job.Job;
import scrm.messaging.job.Jobs;
import scrm.rest.Answers;
import scrm.rest.Conflict;
import scrm.rest.Cursor;
import scrm.rest.NotFound;
import scrm.rest.PageRequest;
import scrm.rest.Slice;

/** Jobs: watched, cancelled, resumed. What starts one is the service's own. */
@RestController
@RequestMapping("/v1/corps/{corpId}/jobs")
class JobController {
    private final Jobs jobs;
    private final JobAnswers answers;

    JobController(Jobs jobs, JobAnswers answers) {
        this.jobs = jobs;
        this.answers = answers;
    }

    /** The corp's jobs, latest first. */
    @GetMapping
    Slice<JobView> list(@PathVariable CorpId corpId, PageRequest page) {
        Cursor after = page.after();
        return Slice.of(
                        jobs.list(corpId, after == null ? null : after.text(0), page.fetchSize()),
                        page,
                        (Job job) -> Cursor.at(job.id()))
                .map(answers::view);
    }

    /** How a job stands. */
    @GetMapping("/{jobId}")
    JobView find(@PathVariable CorpId corpId, @PathVariable String jobId) {
        return answers.view(job(corpId, jobId));
    }

    /** Stops a job after what it is doing now. */
    @PostMapping("/{jobId}/cancel")
    JobView cancel(@PathVariable CorpId corpId, @PathVariable String jobId) {
        Job job = job(corpId, jobId);
        if (!jobs.cancel(corpId, job.id())) {
            throw Conflict.of("job_not_running");
        }
        return find(corpId, jobId);
    }

    /** Lets a cancelled or failed job go on where it stood. */
    @PostMapping("/{jobId}/resume")
    @Answers(HttpStatus.ACCEPTED)
    ResponseEntity<JobView> resume(@PathVariable CorpId corpId, @PathVariable String jobId) {
        Job job = job(corpId, jobId);
        if (!jobs.resume(corpId, job.id())) {
            throw Conflict.of("job_not_stopped");
        }
        return answers.accepted(job(corpId, jobId));
    }

    private Job job(CorpId corpId, String jobId) {
        return jobs.find(corpId, answers.ours(jobId)).orElseThrow(() -> NotFound.of("job"));
    }
}
