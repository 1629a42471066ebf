package scrm.channel.alarm;

import java.time.Clock;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import scrm.events.CorpId;
import scrm.messaging.job.Jobs;
import scrm.rest.Answers;
import scrm.rest.job.JobAnswers;
import scrm.rest.job.JobView;

/** Compares our live codes with WeCom's when somebody asks for it, and not only once a day. */
@RestController
@RequestMapping("/v1/corps/{corpId}/live-codes/reconciliation")
class ReconciliationController {
    private final Jobs jobs;
    private final JobAnswers answers;
    private final TransactionTemplate transaction;
    private final Clock clock;

    ReconciliationController(Jobs jobs, JobAnswers answers, TransactionTemplate transaction, Clock clock) {
        this.jobs = jobs;
        this.answers = answers;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Begins it; codes that WeCom does not have any more are the job's errors, and alarms. */
    @PostMapping
    @Answers(HttpStatus.ACCEPTED)
    ResponseEntity<JobView> begin(@PathVariable CorpId corpId) {
        return answers.accepted(transaction.execute(
                _ -> jobs.start(corpId, ReconcileLiveCodes.KIND, new ReconcileLiveCodes(clock.instant()), 0)));
    }
}
