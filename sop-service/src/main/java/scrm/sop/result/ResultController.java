package scrm.sop.result;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import scrm.events.CorpId;
import scrm.rest.InvalidRequest;
import scrm.rest.NotFound;
import scrm.rest.csv.CsvTable;
import scrm.rest.problem.Languages;
import scrm.sop.plan.PlanId;
import scrm.sop.result.Question.By;
import scrm.sop.result.ReportResults.Report;
import scrm.wecom.Corp;
import scrm.wecom.Corps;

/** What plans came to (复盘). */
@RestController
@RequestMapping("/v1/corps/{corpId}/plans/{id}/results")
class ResultController {
    static final int MOST_DAYS = 366;
    private static final int MOST_WINDOW_DAYS = 90;

    private final ReportResults reportResults;
    private final Corps corps;
    private final Clock clock;

    ResultController(ReportResults reportResults, Corps corps, Clock clock) {
        this.reportResults = reportResults;
        this.corps = corps;
        this.clock = clock;
    }

    /**
     * The results of the steps that were due in a period.
     *
     * @param by what steps are put together by
     * @param from first day, in the corp's time zone
     * @param until last day, at most 366 days in all
     * @param windowDays for how many days after a step an order or a click counts for it, 1 to 90
     */
    @GetMapping(produces = {MediaType.APPLICATION_JSON_VALUE, CsvTable.MEDIA_TYPE})
    ResultsView results(
            @PathVariable CorpId corpId,
            @PathVariable long id,
            @RequestParam(defaultValue = "STEP") By by,
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate from,
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate until,
            @RequestParam(defaultValue = "7") int windowDays,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) @Nullable String acceptLanguage) {
        checkPeriod(from, until);
        checkWindow(windowDays);
        ZoneId zone = corps.find(corpId).map(Corp::timezone).orElseThrow(() -> NotFound.of("plan"));
        Report report = reportResults.of(new Question(
                corpId, new PlanId(id), by, from, until, windowDays, LocalDate.ofInstant(clock.instant(), zone)));
        return new ResultsView(
                from,
                until,
                by,
                windowDays,
                report.total(),
                report.lines(),
                ReasonView.of(report),
                report.lift(),
                new Definitions(Languages.preferred(acceptLanguage)).all());
    }

    /** Refuses a window that is none, or longer than what followed is kept apart by days. */
    static void checkWindow(int windowDays) {
        if (windowDays < 1 || windowDays > MOST_WINDOW_DAYS) {
            throw InvalidRequest.field("windowDays", "out_of_range", 1, MOST_WINDOW_DAYS);
        }
    }

    /** Refuses days in the wrong order, and more than a year. */
    static void checkPeriod(LocalDate from, LocalDate until) {
        if (until.isBefore(from)) {
            throw InvalidRequest.field("until", "ends_before_start");
        }
        if (ChronoUnit.DAYS.between(from, until) >= MOST_DAYS) {
            throw InvalidRequest.field("until", "too_many_days", MOST_DAYS);
        }
    }

    /**
     * A plan's results; as CSV the lines with the total first.
     *
     * @param total of all lines
     * @param reasons why steps were skipped or failed, the most frequent first
     * @param lift what the plan caused, compared with those who were held out; absent: nobody was, or their windows are
     *     not over yet
     * @param definitions what each figure means, by its name
     */
    record ResultsView(
            LocalDate from,
            LocalDate until,
            By by,
            int windowDays,
            ResultLine total,
            List<ResultLine> lines,
            List<ReasonView> reasons,
            @Nullable Lift lift,
            Map<String, String> definitions)
            implements CsvTable {
        @Override
        public List<ResultLine> rows() {
            return Stream.concat(Stream.of(total), lines.stream()).toList();
        }
    }

    /**
     * Why steps ended so.
     *
     * @param state {@code SKIPPED}, {@code FAILED} or {@code UNKNOWN}
     */
    record ReasonView(String state, String reason, long steps) {
        static List<ReasonView> of(Report report) {
            return report.reasons().stream()
                    .map(reason -> new ReasonView(reason.state(), reason.reason(), reason.steps()))
                    .toList();
        }
    }
}
