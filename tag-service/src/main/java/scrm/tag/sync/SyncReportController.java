package scrm.tag.sync;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.rest.Cursor;
import scrm.rest.NotFound;
import scrm.rest.PageRequest;
import scrm.rest.Slice;
import scrm.rest.job.JobAnswers;

/** What synchronizations found: how far we had drifted from WeCom. */
@RestController
@RequestMapping("/v1/corps/{corpId}/external-contacts/sync-reports")
class SyncReportController {
    private final Syncs syncs;
    private final JobAnswers jobs;

    SyncReportController(Syncs syncs, JobAnswers jobs) {
        this.syncs = syncs;
        this.jobs = jobs;
    }

    /** Reports, latest first, without failures and examples. */
    @GetMapping
    Slice<SyncReportView> list(@PathVariable CorpId corpId, PageRequest page) {
        long before = page.after() == null ? Long.MAX_VALUE : page.after().number(0);
        return Slice.of(
                        syncs.before(corpId, before, page.fetchSize()),
                        page,
                        (SyncReport report) -> Cursor.at(report.id()))
                .map(this::view);
    }

    /** The report of one job. */
    @GetMapping("/{jobId}")
    SyncReportView find(@PathVariable CorpId corpId, @PathVariable String jobId) {
        return view(syncs.find(corpId, jobs.ours(jobId)).orElseThrow(() -> NotFound.of("sync-report")));
    }

    private SyncReportView view(SyncReport report) {
        return SyncReportView.of(jobs.shown(report.jobId()), report);
    }

    /**
     * A report.
     *
     * @param mode {@code full} or {@code incremental}
     * @param endedAt absent while it runs
     * @param members how many it is about
     * @param contactsBefore contacts that we held with a relation that WeCom should show
     * @param contactsAfter the same at the end; absent while it runs
     * @param relations how ours compare with WeCom's
     * @param repaired what was done about it
     * @param differing contacts that we held otherwise, by what differed: {@code RELATION} (not known, or thought to be
     *     over), {@code NAME}, {@code AVATAR}, {@code PROFILE}, {@code REMARK}, {@code DESCRIPTION},
     *     {@code REMARK_MOBILES}, {@code ORIGIN}, {@code TAGS}, {@code PERSONAL_TAGS}
     * @param failures members who could not be read, in the report of one job only
     * @param examples the first contacts of each kind, of {@code UNKNOWN} and {@code UNSEEN} relations too; in the
     *     report of one job only
     */
    record SyncReportView(
            String jobId,
            String mode,
            Instant startedAt,
            @Nullable Instant endedAt,
            int members,
            long contactsBefore,
            @Nullable Long contactsAfter,
            SyncRelationsView relations,
            SyncRepairsView repaired,
            Map<String, Long> differing,
            List<SyncFailureView> failures,
            Map<String, List<ExternalUserId>> examples) {
        static SyncReportView of(String jobId, SyncReport report) {
            Tally tally = report.tally();
            return new SyncReportView(
                    jobId,
                    report.mode().name().toLowerCase(Locale.ROOT),
                    report.startedAt(),
                    report.endedAt(),
                    report.members(),
                    report.contactsBefore(),
                    report.contactsAfter(),
                    new SyncRelationsView(
                            tally.inWeCom(), tally.before(), tally.unknown(), tally.unseen(), tally.read()),
                    new SyncRepairsView(tally.changed(), tally.readAnew()),
                    tally.differing(),
                    report.failures().stream()
                            .map(failure -> new SyncFailureView(failure.userId().value(), failure.reason()))
                            .toList(),
                    report.examples());
        }
    }

    /**
     * Relations, ours and WeCom's.
     *
     * @param inWeCom those that members' lists show
     * @param before those that we held
     * @param unknown those that a list shows and we did not hold
     * @param unseen those that we held and no list shows
     * @param read those that were read in detail
     */
    record SyncRelationsView(long inWeCom, long before, long unknown, long unseen, long read) {}

    /**
     * What was repaired.
     *
     * @param changed contacts that a page showed to differ, and that are held rightly since
     * @param readAnew contacts that were handed over to be read one by one, which takes a moment
     */
    record SyncRepairsView(long changed, long readAnew) {}

    /**
     * A member who could not be read.
     *
     * @param reason {@code UNLICENSED}, or WeCom's errcode
     */
    record SyncFailureView(String userId, String reason) {}
}
