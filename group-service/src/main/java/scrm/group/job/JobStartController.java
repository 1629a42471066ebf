package scrm.group.job;

import java.time.Clock;
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
import scrm.group.interceptrule.CompareInterceptRules;
import scrm.group.stranger.PullKnownContacts;
import scrm.group.sync.SyncGroupChats;
import scrm.messaging.job.Jobs;
import scrm.rest.Answers;
import scrm.rest.InvalidRequest;
import scrm.rest.job.JobAnswers;
import scrm.rest.job.JobView;

/** Starts jobs; how they stand is shown by {@code scrm.rest.job}. */
@RestController
@RequestMapping("/v1/corps/{corpId}/jobs")
class JobStartController {
    private static final String KINDS =
            String.join(", ", SyncGroupChats.KIND, CompareInterceptRules.KIND, PullKnownContacts.KIND);

    private final Jobs jobs;
    private final JobAnswers answers;
    private final TransactionTemplate transaction;
    private final Clock clock;

    JobStartController(Jobs jobs, JobAnswers answers, TransactionTemplate transaction, Clock clock) {
        this.jobs = jobs;
        this.answers = answers;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Starts a job; 202 with how it stands. */
    @PostMapping
    @Answers(HttpStatus.ACCEPTED)
    ResponseEntity<JobView> start(@PathVariable CorpId corpId, @RequestBody NewJob wanted) {
        Record parameters = parameters(wanted);
        return answers.accepted(
                transaction.execute(_ -> jobs.start(corpId, String.valueOf(wanted.kind()), parameters, 0)));
    }

    private Record parameters(NewJob wanted) {
        return switch (wanted.kind()) {
            case SyncGroupChats.KIND -> new SyncGroupChats(Boolean.TRUE.equals(wanted.full()), clock.instant());
            case CompareInterceptRules.KIND -> new CompareInterceptRules();
            case PullKnownContacts.KIND -> new PullKnownContacts(clock.instant());
            case null -> throw InvalidRequest.field("kind", "required");
            default -> throw InvalidRequest.field("kind", "not_allowed", KINDS);
        };
    }

    /**
     * What to do.
     *
     * @param kind {@code group-chat-sync}: compare all groups with WeCom's and repair what we hold;
     *     {@code intercept-rule-sync}: take over what WeCom has of intercept rules; {@code known-contact-pull}: read
     *     who is whose contact, once, so that strangers in groups can be told from them
     * @param full of {@code group-chat-sync}: whether every group is read, and not only what is in doubt; absent: false
     */
    record NewJob(@Nullable String kind, @Nullable Boolean full) {}
}
