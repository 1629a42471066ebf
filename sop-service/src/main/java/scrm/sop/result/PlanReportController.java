package scrm.sop.result;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import scrm.events.CorpId;
import scrm.rest.NotFound;
import scrm.rest.csv.CsvTable;
import scrm.rest.problem.Languages;
import scrm.sop.plan.PlanId;
import scrm.sop.result.ReportResults.WholeReport;
import scrm.sop.result.ResultController.ReasonView;
import scrm.wecom.Corp;
import scrm.wecom.Corps;

/** All that a plan came to, as an answer, a table, or a page to print. */
@RestController
@RequestMapping("/v1/corps/{corpId}/plans/{id}/report")
class PlanReportController {
    private final ReportResults reportResults;
    private final Corps corps;
    private final Clock clock;

    PlanReportController(ReportResults reportResults, Corps corps, Clock clock) {
        this.reportResults = reportResults;
        this.corps = corps;
        this.clock = clock;
    }

    /**
     * A plan's report over its whole life, the last year of it if it is longer.
     *
     * @param windowDays for how many days after a step what a contact does counts for it, 1 to 90
     */
    @GetMapping(produces = {MediaType.APPLICATION_JSON_VALUE, CsvTable.MEDIA_TYPE})
    PlanReportView report(
            @PathVariable CorpId corpId,
            @PathVariable long id,
            @RequestParam(defaultValue = "7") int windowDays,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) @Nullable String acceptLanguage) {
        WholeReport whole = whole(corpId, id, windowDays);
        return PlanReportView.of(id, whole, new Definitions(Languages.preferred(acceptLanguage)));
    }

    /**
     * The same as a page of HTML with charts, which needs nothing but itself: no script, no picture, no font from
     * elsewhere.
     *
     * @param windowDays for how many days after a step what a contact does counts for it, 1 to 90
     */
    @GetMapping(path = "/page", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<byte[]> page(
            @PathVariable CorpId corpId,
            @PathVariable long id,
            @RequestParam(defaultValue = "7") int windowDays,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) @Nullable String acceptLanguage) {
        WholeReport whole = whole(corpId, id, windowDays);
        return new PlanReportPage(new Definitions(Languages.preferred(acceptLanguage)), whole)
                .page()
                .answer();
    }

    private WholeReport whole(CorpId corpId, long id, int windowDays) {
        ResultController.checkWindow(windowDays);
        ZoneId zone = corps.find(corpId).map(Corp::timezone).orElseThrow(() -> NotFound.of("plan"));
        return reportResults.whole(corpId, new PlanId(id), windowDays, LocalDate.ofInstant(clock.instant(), zone));
    }

    /**
     * A plan's report; as CSV the steps with the total first.
     *
     * @param from the first day on which anything was due or somebody was enrolled
     * @param until the last such day, which may be to come
     * @param enrolled enrolments, all versions together
     * @param heldOut who was left out, to be compared with
     * @param steps a line each
     * @param reasons why steps were skipped or failed, the most frequent first
     * @param lift what the plan caused; absent: nobody was held out, or their windows are not over yet
     * @param definitions what each figure means, by its name
     */
    record PlanReportView(
            String planId,
            String name,
            LocalDate from,
            LocalDate until,
            int windowDays,
            long enrolled,
            long heldOut,
            ResultLine total,
            List<ResultLine> steps,
            List<ReasonView> reasons,
            @Nullable Lift lift,
            Map<String, String> definitions)
            implements CsvTable {
        static PlanReportView of(long id, WholeReport whole, Definitions definitions) {
            return new PlanReportView(
                    Long.toString(id),
                    whole.name(),
                    whole.question().from(),
                    whole.question().until(),
                    whole.question().windowDays(),
                    whole.enrolled(),
                    whole.heldOut(),
                    whole.report().total(),
                    whole.report().lines(),
                    ReasonView.of(whole.report()),
                    whole.report().lift(),
                    definitions.all());
        }

        @Override
        public List<ResultLine> rows() {
            return Stream.concat(Stream.of(total), steps.stream()).toList();
        }
    }
}
