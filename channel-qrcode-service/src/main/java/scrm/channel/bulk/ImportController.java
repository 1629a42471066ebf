package scrm.channel.bulk;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import scrm.channel.livecode.OpenPlainLiveCode;
import scrm.channel.livecode.PlainLiveCode;
import scrm.events.CorpId;
import scrm.messaging.job.Job;
import scrm.messaging.job.Jobs;
import scrm.rest.Answers;
import scrm.rest.job.JobAnswers;
import scrm.rest.job.JobView;

/** Takes files of live codes. */
@RestController
@RequestMapping("/v1/corps/{corpId}/live-codes/import")
class ImportController {
    private final OpenPlainLiveCode openLiveCode;
    private final Jobs jobs;
    private final JobAnswers answers;
    private final TransactionTemplate transaction;

    ImportController(OpenPlainLiveCode openLiveCode, Jobs jobs, JobAnswers answers, TransactionTemplate transaction) {
        this.openLiveCode = openLiveCode;
        this.jobs = jobs;
        this.answers = answers;
        this.transaction = transaction;
    }

    /**
     * Opens the live codes of a file: CSV in UTF-8, at most 5,000 rows below a header with the columns
     * {@code channelId, name, users} and, if wanted, {@code kind} ({@code CONTACT} or {@code ACQUISITION_LINK}),
     * {@code skipVerify} and {@code welcomeText}; several users are parted by semicolons. A file with anything wrong is
     * refused as a whole, and all of it is named as {@code rows[<row>].<column>}. Answers 202; how WeCom took each code
     * is the code's own {@code status}.
     *
     * @param dryRun only looks whether the file could be taken, and answers 200
     */
    @PostMapping(consumes = "text/csv")
    @Answers({HttpStatus.ACCEPTED, HttpStatus.OK})
    ResponseEntity<LiveCodeImportView> importLiveCodes(
            @PathVariable CorpId corpId,
            @RequestBody byte[] file,
            @RequestParam(defaultValue = "false") boolean dryRun) {
        List<PlainLiveCode> liveCodes = LiveCodeRow.FILE.read(file, row -> LiveCodeRow.read(corpId, row, openLiveCode));
        if (dryRun) {
            return ResponseEntity.ok(new LiveCodeImportView(liveCodes.size(), null));
        }
        Job job = transaction.execute(
                _ -> jobs.start(corpId, ImportLiveCodes.KIND, new ImportLiveCodes(liveCodes), liveCodes.size()));
        return ResponseEntity.accepted()
                .location(answers.location(job))
                .body(new LiveCodeImportView(liveCodes.size(), answers.view(job)));
    }

    /**
     * How an import begins.
     *
     * @param rows live codes that the file holds
     * @param job what opens them; absent in a dry run
     */
    record LiveCodeImportView(int rows, @Nullable JobView job) {}
}
