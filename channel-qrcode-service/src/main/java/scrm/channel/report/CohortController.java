package scrm.channel.report;

import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import scrm.channel.channel.ChannelId;
import scrm.events.CorpId;
import scrm.rest.csv.CsvTable;

/** How long contacts stay, by the week in which they came. */
@RestController
@RequestMapping("/v1/corps/{corpId}/channel-reports/cohorts")
class CohortController {
    private final ReportCohorts reportCohorts;

    CohortController(ReportCohorts reportCohorts) {
        this.reportCohorts = reportCohorts;
    }

    /**
     * A row for each week (ISO 8601, in the corp's time zone) that has days in the period; weeks are told whole.
     *
     * @param channelId its sub-channels are counted in; absent: all channels
     * @param from a day of the first week
     * @param until a day of the last week, at most 366 days in all
     */
    @GetMapping(produces = {MediaType.APPLICATION_JSON_VALUE, CsvTable.MEDIA_TYPE})
    CohortsView cohorts(
            @PathVariable CorpId corpId,
            @RequestParam @Nullable Long channelId,
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate from,
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate until) {
        List<Cohort> cohorts = reportCohorts.of(
                corpId,
                channelId == null ? null : new ChannelId(channelId),
                ChannelReportController.period(from, until));
        return new CohortsView(cohorts.stream().map(WeekView::of).toList());
    }

    /** @param weeks the earliest first */
    record CohortsView(List<WeekView> weeks) implements CsvTable {
        @Override
        public List<WeekView> rows() {
            return weeks;
        }
    }

    /**
     * The contacts who came in a week; what one cannot know yet is null.
     *
     * @param week as ISO 8601 writes it, {@code 2026-W47}
     * @param from its Monday
     * @param until its Sunday
     */
    record WeekView(
            String week,
            LocalDate from,
            LocalDate until,
            long size,
            @Nullable Long retainedAfter1Week,
            @Nullable Long retainedAfter2Weeks,
            @Nullable Long retainedAfter4Weeks,
            @Nullable Long retainedAfter8Weeks,
            @Nullable Long retainedAfter12Weeks) {
        static WeekView of(Cohort cohort) {
            LocalDate monday = cohort.monday();
            return new WeekView(
                    "%04d-W%02d"
                            .formatted(
                                    monday.get(IsoFields.WEEK_BASED_YEAR),
                                    monday.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR)),
                    monday,
                    monday.plusDays(6),
                    cohort.size(),
                    cohort.after1Week(),
                    cohort.after2Weeks(),
                    cohort.after4Weeks(),
                    cohort.after8Weeks(),
                    cohort.after12Weeks());
        }
    }
}
