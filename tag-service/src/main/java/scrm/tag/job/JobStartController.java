package scrm.tag.job;

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
import scrm.tag.sync.SyncContacts;
import scrm.tag.sync.SyncContacts.Mode;

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
            case SyncContacts.KIND -> new SyncContacts(mode(wanted.mode()));
            case null -> throw InvalidRequest.field("kind", "required");
            default -> throw InvalidRequest.field("kind", "not_allowed", SyncContacts.KIND);
        };
    }

    private static Mode mode(@Nullable String mode) {
        return switch (mode) {
            case null -> Mode.FULL;
            case "full" -> Mode.FULL;
            case "incremental" -> Mode.INCREMENTAL;
            default -> throw InvalidRequest.field("mode", "not_allowed", "full, incremental");
        };
    }

    /**
     * What to do.
     *
     * @param kind {@code external-contact-sync}: compare the contacts of all members with what we hold and repair it
     * @param mode {@code full} (if absent): every relation is read; {@code incremental}: members' lists, and in detail
     *     only what differs
     */
    record NewJob(@Nullable String kind, @Nullable String mode) {}
}
