package scrm.group.report;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.group.activity.CorpCalendar;
import scrm.group.activity.GroupDays;
import scrm.group.report.Question.By;
import scrm.group.report.Question.Filter;
import scrm.group.report.Reports.Group;
import scrm.group.report.Reports.Line;
import scrm.rest.NotFound;
import scrm.rest.problem.Languages;

/** A group's report as a page to print. */
@RestController
class PageController {
    private final Reports reports;
    private final GroupDays days;
    private final CorpCalendar calendar;

    PageController(Reports reports, GroupDays days, CorpCalendar calendar) {
        this.reports = reports;
        this.days = days;
        this.calendar = calendar;
    }

    /**
     * A page of HTML with charts, which needs nothing but itself: no script, no picture, no font from elsewhere.
     *
     * @param from first day, in the corp's time zone
     * @param until last day, at most 366 days in all
     * @param currency ISO 4217; other currencies are left out
     */
    @GetMapping(path = "/v1/corps/{corpId}/group-reports/{chatId}/page", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<byte[]> page(
            @PathVariable CorpId corpId,
            @PathVariable ChatId chatId,
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate from,
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate until,
            @RequestParam(defaultValue = "CNY") String currency,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) @Nullable String acceptLanguage) {
        ReportController.checkPeriod(from, until);
        ReportController.checkCurrency(currency);
        Group group = reports.group(corpId, chatId).orElseThrow(() -> NotFound.of("group-chat"));
        Locale language = Languages.preferred(acceptLanguage);
        Question asked = new Question(from, until, By.GROUP, new Filter(chatId, null, null), currency);
        LocalDate today = calendar.today(corpId);
        Line line = reports.lines(corpId, asked, today, "", 1).getFirst();
        return new ReportPage(new Texts(language), group, asked, line.figures())
                .page(days.since(corpId, Set.of(chatId), from)
                        .getOrDefault(chatId, new TreeMap<>())
                        .headMap(until, true))
                .answer();
    }
}
