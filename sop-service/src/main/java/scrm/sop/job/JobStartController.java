package scrm.sop.job;

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
import scrm.rest.InvalidRequest;
import scrm.rest.job.JobAnswers;
import scrm.rest.job.JobView;
import scrm.sop.audience.ListGroups;

/** Starts jobs; how they stand is shown by {@code scrm.rest.job}. */
@RestController
@RequestMapping("/v1/corps/{corpId}/jobs")
class JobStartController {
    private final Jobs jobs;
    private final JobAnswers answers;
    private final TransactionTemplate transaction;

    JobStartController(Jobs jobs, JobAnswers answers, TransactionTemplate transaction) {
        this.jobs = jobs;
        this.answers = answers;
        this.transaction = transaction;
    }

    /** Starts a job; 202 with how it stands. */
    @PostMapping
    @Answers(HttpStatus.ACCEPTED)
    ResponseEntity<JobView> start(@PathVariable CorpId corpId, @RequestBody NewJob wanted) {
        Record parameters = parameters(wanted);
        return answers.accepted(
                transaction.execute(_ -> jobs.start(corpId, String.valueOf(wanted.kind()), parameters, 0)));
    }

    private static Record parameters(NewJob wanted) {
        return switch (wanted.kind()) {
            case ListGroups.KIND -> new ListGroups();
            case null -> throw InvalidRequest.field("kind", "required");
            default -> throw InvalidRequest.field("kind", "not_allowed", ListGroups.KIND);
        };
    }

    /**
     * What to do.
     *
     * @param kind {@code group-target-sync}: take in the group chats that were there before this service listened
     */
    record NewJob(@Nullable String kind) {}
}
