package scrm.group.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.lang.reflect.RecordComponent;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.group.activity.CorpCalendar;
import scrm.group.report.Question.By;
import scrm.group.report.Question.Filter;
import scrm.group.report.Reports.Line;
import scrm.rest.Cursor;
import scrm.rest.InvalidRequest;
import scrm.rest.PageRequest;
import scrm.rest.Slice;
import scrm.rest.csv.CsvTable;
import scrm.rest.problem.Languages;

/** What came of groups; every figure has its definition. */
@RestController
@RequestMapping("/v1/corps/{corpId}/group-reports")
class ReportController {
    /** Most days of a report. */
    private static final int MOST_DAYS = 366;

    private static final long MOST_AMOUNT = 100_000_000_000L;

    private final Reports reports;
    private final KeepCosts keepCosts;
    private final CorpCalendar calendar;

    ReportController(Reports reports, KeepCosts keepCosts, CorpCalendar calendar) {
        this.reports = reports;
        this.keepCosts = keepCosts;
        this.calendar = calendar;
    }

    /**
     * What came of groups in a period, a line for each group, owner, kind or template; as {@code text/csv} a row for
     * each.
     *
     * @param from first day, in the corp's time zone
     * @param until last day, at most 366 days in all
     * @param by {@code GROUP}, {@code OWNER} or {@code KIND}
     * @param kind of groups, by which their health is judged
     * @param currency ISO 4217; other currencies are left out
     */
    @GetMapping(produces = {MediaType.APPLICATION_JSON_VALUE, CsvTable.MEDIA_TYPE})
    GroupReportView report(
            @PathVariable CorpId corpId,
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate from,
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate until,
            @RequestParam(defaultValue = "GROUP") By by,
            @RequestParam @Nullable ChatId chatId,
            @RequestParam @Nullable UserId owner,
            @RequestParam @Nullable String kind,
            @RequestParam(defaultValue = "CNY") String currency,
            PageRequest page,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) @Nullable String acceptLanguage) {
        checkPeriod(from, until);
        checkCurrency(currency);
        Question asked = new Question(from, until, by, new Filter(chatId, owner, kind), currency);
        String after = page.after() == null ? "" : page.after().text(0);
        List<Line> lines = reports.lines(corpId, asked, calendar.today(corpId), after, page.fetchSize());
        Slice<GroupLineView> slice =
                Slice.of(lines, page, (Line line) -> Cursor.at(line.key())).map(GroupLineView::of);
        return new GroupReportView(
                from,
                until,
                by,
                currency,
                slice.items(),
                slice.next(),
                definitions(Languages.preferred(acceptLanguage)));
    }

    static void checkPeriod(LocalDate from, LocalDate until) {
        long days = ChronoUnit.DAYS.between(from, until);
        if (days < 0 || days >= MOST_DAYS) {
            throw InvalidRequest.field("until", "out_of_range", from, from.plusDays(MOST_DAYS - 1));
        }
    }

    static void checkCurrency(String currency) {
        if (!currency.matches(CostRequest.CURRENCY)) {
            throw InvalidRequest.field("currency", "wrong_format", "CNY");
        }
    }

    /** What each figure of the reports means, by its name. */
    @GetMapping("/definitions")
    ResponseEntity<Map<String, String>> definitions(
            @PathVariable CorpId corpId,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) @Nullable String acceptLanguage) {
        Locale language = Languages.preferred(acceptLanguage);
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_LANGUAGE, language.toLanguageTag())
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE)
                .body(definitions(language));
    }

    private static Map<String, String> definitions(Locale language) {
        return new Texts(language)
                .definitions(Arrays.stream(GroupLineView.class.getRecordComponents())
                        .map(RecordComponent::getName)
                        .toList());
    }

    /** Tells what a group cost on a day, in the place of what was told of that day before. */
    @PostMapping("/costs")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void cost(@PathVariable CorpId corpId, @Valid @RequestBody CostRequest request) {
        keepCosts.told(corpId, request);
    }

    /**
     * What a group cost.
     *
     * @param chatId the group
     * @param day of the corp's calendar
     * @param currency ISO 4217
     * @param amount in minor units (cents)
     */
    record CostRequest(
            @NotNull ChatId chatId,
            @NotNull LocalDate day,
            @NotNull @Pattern(regexp = CURRENCY) String currency,
            @NotNull @Min(0) @Max(MOST_AMOUNT) Long amount) {
        static final String CURRENCY = "[A-Z]{3}";
    }

    /**
     * A report.
     *
     * @param items a line for each group, owner, kind or template
     * @param next cursor of the next page
     * @param definitions what each figure means, by its name
     */
    record GroupReportView(
            LocalDate from,
            LocalDate until,
            By by,
            String currency,
            List<GroupLineView> items,
            @Nullable String next,
            Map<String, String> definitions)
            implements CsvTable {
        @Override
        public List<GroupLineView> rows() {
            return items;
        }
    }

    /**
     * The figures of some groups; amounts are in minor units (cents).
     *
     * @param line a chat_id, an owner's userid, a kind or a template's id; {@code -}: groups without one
     * @param name of the group, if the line is one
     * @param messages absent if nobody told of any day
     * @param cost absent if nobody told any
     * @param costPerActiveMember absent if nothing is known of costs, or nobody was active
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record GroupLineView(
            String line,
            @Nullable String name,
            long groups,
            long contacts,
            long joins,
            long joinsInvited,
            long joinsByLink,
            long joinsByCode,
            long joinsUntold,
            long quits,
            long quitsLeft,
            long quitsRemoved,
            long quitsUntold,
            long dueAfter7Days,
            long stayedFor7Days,
            long dueAfter30Days,
            long stayedFor30Days,
            long sent,
            long failed,
            long clicks,
            long answers,
            @Nullable Long messages,
            long activeMembers,
            long orders,
            long buyers,
            long orderAmount,
            long refunded,
            long revenue,
            @Nullable Long cost,
            @Nullable Long costPerActiveMember) {
        static GroupLineView of(Line line) {
            Figures figures = line.figures();
            Figures.Moves moves = figures.moves();
            Figures.Activity activity = figures.activity();
            return new GroupLineView(
                    line.key(),
                    line.name(),
                    figures.groups(),
                    figures.contacts(),
                    moves.joins(),
                    moves.ways().invited(),
                    moves.ways().byLink(),
                    moves.ways().byCode(),
                    moves.joins() - moves.ways().told(),
                    moves.quits(),
                    moves.quits() - moves.removals() - moves.untold(),
                    moves.removals(),
                    moves.untold(),
                    moves.due7(),
                    moves.due7() - moves.left7(),
                    moves.due30(),
                    moves.due30() - moves.left30(),
                    activity.sent(),
                    activity.failed(),
                    activity.clicks(),
                    activity.answers(),
                    activity.messages(),
                    activity.active(),
                    figures.sales().orders(),
                    figures.sales().buyers(),
                    figures.sales().amount(),
                    figures.sales().refunded(),
                    figures.sales().revenue(),
                    figures.cost(),
                    figures.costPerActive().orElse(null));
        }
    }
}
