package scrm.channel.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import scrm.channel.Money;
import scrm.channel.channel.Channel;
import scrm.channel.channel.ChannelId;
import scrm.channel.cost.Cost;
import scrm.channel.report.CohortController.WeekView;
import scrm.channel.report.ReportChannels.Line;
import scrm.channel.report.ReportChannels.Question;
import scrm.channel.report.ReportChannels.Report;
import scrm.events.CorpId;
import scrm.rest.InvalidRequest;
import scrm.rest.csv.CsvTable;
import scrm.rest.problem.Languages;

/** What channels brought, cost and earned; every figure has its definition. */
@RestController
@RequestMapping("/v1/corps/{corpId}/channel-reports")
class ChannelReportController {
    /** Most days of a report: more would outlast the database's patience. */
    static final int MOST_DAYS = 366;

    private static final int MOST_WINDOW_DAYS = 365;

    private final ReportFunnel reportFunnel;
    private final ReportChannels reportChannels;

    ChannelReportController(ReportFunnel reportFunnel, ReportChannels reportChannels) {
        this.reportFunnel = reportFunnel;
        this.reportChannels = reportChannels;
    }

    /**
     * What came of a channel, its welcomes included: of those who came in a period, or of all up to now.
     *
     * @param channelId its sub-channels are counted in
     * @param from first day, in the corp's time zone; absent with {@code until}: from the beginning up to now
     * @param until last day, at most 366 days in all
     */
    @GetMapping("/funnel")
    FunnelView funnel(
            @PathVariable CorpId corpId,
            @RequestParam long channelId,
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate from,
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate until) {
        Funnel funnel = reportFunnel.of(corpId, new ChannelId(channelId), periodIfAny(from, until));
        return new FunnelView(Long.toString(channelId), from, until, funnel);
    }

    /**
     * A channel's funnel.
     *
     * @param channelId the channel that was asked for; its sub-channels are counted in
     * @param from absent: from the beginning
     * @param until absent: up to now
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record FunnelView(
            String channelId,
            @Nullable LocalDate from,
            @Nullable LocalDate until,
            Funnel funnel) {}

    /**
     * What a channel brought in a period, what it cost, and what its contacts did within a time after they came. As
     * {@code text/csv} a row for the whole and one for each child.
     *
     * @param channelId its sub-channels are counted in; absent: all channels
     * @param children whether the channels right below are wanted as well, each with its sub-channels
     * @param from first day, in the corp's time zone
     * @param until last day, at most 366 days in all
     * @param windowDays for how many days after the add what a contact does counts for it, 1 to 365
     * @param currency ISO 4217; other currencies are left out
     */
    @GetMapping(produces = {MediaType.APPLICATION_JSON_VALUE, CsvTable.MEDIA_TYPE})
    ReportView report(
            @PathVariable CorpId corpId,
            @RequestParam @Nullable Long channelId,
            @RequestParam(defaultValue = "false") boolean children,
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate from,
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate until,
            @RequestParam(defaultValue = "30") int windowDays,
            @RequestParam(defaultValue = "CNY") String currency) {
        Cost.Period period = period(from, until);
        if (windowDays < 1 || windowDays > MOST_WINDOW_DAYS) {
            throw InvalidRequest.field("windowDays", "out_of_range", 1, MOST_WINDOW_DAYS);
        }
        Money.checkCurrency("currency", currency);
        Question asked = new Question(
                channelId == null ? null : new ChannelId(channelId), children, period, windowDays, currency);
        return ReportView.of(asked, reportChannels.of(corpId, asked));
    }

    /** The days that are asked for, if any are: both ends or none. */
    private static Cost.@Nullable Period periodIfAny(@Nullable LocalDate from, @Nullable LocalDate until) {
        if (from == null && until == null) {
            return null;
        }
        if (from == null || until == null) {
            throw InvalidRequest.field(from == null ? "from" : "until", "required");
        }
        return period(from, until);
    }

    /** The days that are asked for. */
    static Cost.Period period(LocalDate from, LocalDate until) {
        Cost.Period period = Cost.Period.requested(from, until);
        if (period.days() > MOST_DAYS) {
            throw InvalidRequest.field("until", "too_many_days", MOST_DAYS);
        }
        return period;
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
                .body(Definitions.of(names(), language));
    }

    /** Of all figures. */
    static Stream<String> names() {
        return Stream.of(LineView.class, WeekView.class)
                .flatMap(row -> Arrays.stream(row.getRecordComponents()))
                .map(RecordComponent::getName)
                .distinct();
    }

    /**
     * A report.
     *
     * @param total the channel that was asked for, or all channels
     * @param children the channels right below it; absent unless asked for
     */
    record ReportView(
            LocalDate from,
            LocalDate until,
            int windowDays,
            String currency,
            LineView total,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            List<LineView> children)
            implements CsvTable {
        static ReportView of(Question asked, Report report) {
            return new ReportView(
                    asked.period().from(),
                    asked.period().until(),
                    asked.windowDays(),
                    asked.currency(),
                    LineView.of(report.total()),
                    asked.children()
                            ? report.children().stream().map(LineView::of).toList()
                            : null);
        }

        @Override
        public List<LineView> rows() {
            return Stream.concat(Stream.of(total), children == null ? Stream.empty() : children.stream())
                    .toList();
        }
    }

    /**
     * The figures of a channel and all below it; {@code /definitions} says what each means. Amounts are in minor units
     * (cents).
     *
     * @param channelId absent: all channels
     * @param channelName absent: all channels
     * @param costPerAcquisition absent if nobody was added
     * @param returnOnSpend absent if it cost nothing
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record LineView(
            @Nullable String channelId,
            @Nullable String channelName,
            long scans,
            long halfAdds,
            long adds,
            long losses,
            long dueAfter1Day,
            long retainedAfter1Day,
            long dueAfter7Days,
            long retainedAfter7Days,
            long dueAfter30Days,
            long retainedAfter30Days,
            long joinedGroup,
            long answered,
            long bought,
            long orders,
            long sales,
            long refunds,
            long revenue,
            long cost,
            long profit,
            @Nullable Long costPerAcquisition,
            @Nullable BigDecimal returnOnSpend) {
        static LineView of(Line line) {
            Channel channel = line.channel();
            Figures figures = line.figures();
            return new LineView(
                    channel == null ? null : channel.id().toString(),
                    channel == null ? null : channel.name(),
                    figures.scans(),
                    figures.halfAdds(),
                    figures.acquired().adds(),
                    figures.losses(),
                    figures.acquired().day1().due(),
                    figures.acquired().day1().retained(),
                    figures.acquired().day7().due(),
                    figures.acquired().day7().retained(),
                    figures.acquired().day30().due(),
                    figures.acquired().day30().retained(),
                    figures.joined(),
                    figures.answered(),
                    figures.sales().bought(),
                    figures.sales().orders(),
                    figures.sales().amount(),
                    figures.sales().refunded(),
                    figures.revenue(),
                    figures.cost(),
                    figures.profit(),
                    figures.costPerAcquisition().orElse(null),
                    figures.returnOnSpend().orElse(null));
        }
    }
}
