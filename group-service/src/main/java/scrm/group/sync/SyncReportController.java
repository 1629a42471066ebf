package scrm.group.sync;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import scrm.events.CorpId;
import scrm.group.groupchat.Drift;
import scrm.group.sync.SyncReport.Difference;
import scrm.group.sync.SyncReport.SyncCounts;
import scrm.group.sync.SyncReports.Place;
import scrm.rest.Cursor;
import scrm.rest.NotFound;
import scrm.rest.PageRequest;
import scrm.rest.Slice;
import scrm.rest.job.JobAnswers;

/** What syncs of groups found. */
@RestController
@RequestMapping("/v1/corps/{corpId}/group-chats/sync-reports")
class SyncReportController {
    private final SyncReports reports;
    private final JobAnswers jobs;

    SyncReportController(SyncReports reports, JobAnswers jobs) {
        this.reports = reports;
        this.jobs = jobs;
    }

    /** The latest first; what differed is told of each by itself. */
    @GetMapping
    Slice<SyncReportView> list(@PathVariable CorpId corpId, PageRequest page) {
        Cursor after = page.after();
        Place place = after == null ? null : new Place(after.instant(0), after.text(1));
        return Slice.of(
                        reports.list(corpId, place, page.fetchSize()),
                        page,
                        (SyncReport report) -> Cursor.at(report.startedAt(), report.jobId()))
                .map(this::view);
    }

    /** What the sync of one job found; it grows while the job runs. */
    @GetMapping("/{jobId}")
    SyncReportView find(@PathVariable CorpId corpId, @PathVariable String jobId) {
        return reports.find(corpId, jobs.ours(jobId)).map(this::view).orElseThrow(() -> NotFound.of("sync-report"));
    }

    private SyncReportView view(SyncReport report) {
        return new SyncReportView(
                jobs.shown(report.jobId()),
                report.full(),
                report.startedAt(),
                report.endedAt(),
                report.counts(),
                report.differences().stream().map(DifferenceView::of).toList());
    }

    /**
     * What a sync found.
     *
     * @param full whether every group was read, and not only what was in doubt
     * @param endedAt absent until it is through
     * @param differences what differed, and was put right; in a list always empty
     */
    record SyncReportView(
            String jobId,
            boolean full,
            Instant startedAt,
            @Nullable Instant endedAt,
            SyncCounts counts,
            List<DifferenceView> differences) {}

    /**
     * One kind of difference.
     *
     * @param kind {@code UNKNOWN_GROUP}, {@code ENDED_GROUP}, {@code NAME}, {@code OWNER}, {@code ADMINS},
     *     {@code NOTICE}, {@code MISSED_JOIN} or {@code MISSED_QUIT}
     * @param groups in how many groups
     * @param items how many of it: members, or once a group
     * @param examples some of the groups
     */
    record DifferenceView(Drift.Kind kind, long groups, long items, List<String> examples) {
        static DifferenceView of(Difference difference) {
            return new DifferenceView(
                    difference.kind(), difference.groups(), difference.items(), difference.examples());
        }
    }
}
