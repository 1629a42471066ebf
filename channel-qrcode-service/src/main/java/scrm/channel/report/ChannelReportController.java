package scrm.channel.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import scrm.channel.Money;
import scrm.channel.channel.ChannelId;
import scrm.channel.cost.Cost;
import scrm.channel.report.Acquisitions.Retention;
import scrm.events.CorpId;
import scrm.rest.InvalidRequest;
import scrm.rest.NotFound;

@RestController
@RequestMapping("/v1/corps/{corpId}/channel-reports")
class ChannelReportController {
    private final Funnels funnels;
    private final ReportReturn reportReturn;

    ChannelReportController(Funnels funnels, ReportReturn reportReturn) {
        this.funnels = funnels;
        this.reportReturn = reportReturn;
    }

    @GetMapping("/funnel")
    FunnelView funnel(@PathVariable CorpId corpId, @RequestParam long channelId) {
        Funnel funnel = funnels.of(corpId, new ChannelId(channelId)).orElseThrow(() -> NotFound.of("channel"));
        return new FunnelView(Long.toString(channelId), funnel);
    }

    /** @param channelId the channel that was asked for; its sub-channels are counted in */
    record FunnelView(String channelId, Funnel funnel) {}

    /**
     * What the channel cost in a period, and what the contacts that it brought in it bought.
     *
     * @param from first day, in the corp's time zone
     * @param until last day
     * @param windowDays for how many days after its first touch an order counts for it, 1 to 365
     * @param currency ISO 4217; other currencies are left out
     */
    @GetMapping("/return")
    ReturnView returnOf(
            @PathVariable CorpId corpId,
            @RequestParam long channelId,
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate from,
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate until,
            @RequestParam(defaultValue = "30") int windowDays,
            @RequestParam(defaultValue = "CNY") String currency) {
        if (until.isBefore(from)) {
            throw InvalidRequest.field("until", "ends_before_start");
        }
        if (windowDays < 1 || windowDays > 365) {
            throw InvalidRequest.field("windowDays", "out_of_range", 1, 365);
        }
        Money.checkCurrency("currency", currency);
        ReportReturn.Question asked =
                new ReportReturn.Question(new ChannelId(channelId), new Cost.Period(from, until), windowDays, currency);
        return ReturnView.of(asked, reportReturn.of(corpId, asked));
    }

    /**
     * Amounts are in minor units (cents).
     *
     * @param channelId the channel that was asked for; its sub-channels are counted in
     * @param adds relations with contacts that began by one of its codes in the period
     * @param retention how many of those relations lasted 1, 7 and 30 days, of those that began so long ago
     * @param buyers contacts of those relations who bought within the window
     * @param revenue sales without refunds
     * @param profit revenue without cost
     * @param costPerAcquisition cost for each add; absent if nobody was added
     * @param returnOnSpend revenue for each unit of cost; absent if it cost nothing
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ReturnView(
            String channelId,
            LocalDate from,
            LocalDate until,
            int windowDays,
            String currency,
            long adds,
            List<Retention> retention,
            long buyers,
            long orders,
            long sales,
            long refunds,
            long revenue,
            long cost,
            long profit,
            @Nullable Long costPerAcquisition,
            @Nullable BigDecimal returnOnSpend) {
        static ReturnView of(ReportReturn.Question asked, ChannelReturn found) {
            return new ReturnView(
                    asked.channelId().toString(),
                    asked.period().from(),
                    asked.period().until(),
                    asked.windowDays(),
                    asked.currency(),
                    found.adds(),
                    found.retention(),
                    found.buyers(),
                    found.orders(),
                    found.sales(),
                    found.refunds(),
                    found.revenue(),
                    found.cost(),
                    found.profit(),
                    found.costPerAcquisition().orElse(null),
                    found.returnOnSpend().orElse(null));
        }
    }
}
