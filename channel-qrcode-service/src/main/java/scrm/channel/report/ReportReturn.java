package scrm.channel.report;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.springframework.stereotype.Service;

import scrm.channel.channel.ChannelId;
import scrm.channel.channel.Channels;
import scrm.channel.cost.Cost;
import scrm.channel.cost.Costs;
import scrm.channel.report.Acquisitions.Sales;
import scrm.events.CorpId;
import scrm.rest.NotFound;
import scrm.wecom.Corp;
import scrm.wecom.Corps;

/** Sets what channels cost against what their contacts bought. */
@Service
class ReportReturn {
    private static final List<Integer> RETENTION_DAYS = List.of(1, 7, 30);

    private final Corps corps;
    private final Channels channels;
    private final Costs costs;
    private final Acquisitions acquisitions;
    private final Clock clock;

    ReportReturn(Corps corps, Channels channels, Costs costs, Acquisitions acquisitions, Clock clock) {
        this.corps = corps;
        this.channels = channels;
        this.costs = costs;
        this.acquisitions = acquisitions;
        this.clock = clock;
    }

    /**
     * What is asked for.
     *
     * @param period in which contacts came and cost arose, in the corp's time zone
     * @param windowDays for how long after its first touch an order counts for it
     * @param currency others are left out
     */
    record Question(ChannelId channelId, Cost.Period period, int windowDays, String currency) {}

    /** @throws NotFound if the corp has no such channel */
    ChannelReturn of(CorpId corpId, Question asked) {
        ZoneId zone = corps.find(corpId).map(Corp::timezone).orElseThrow(() -> NotFound.of("corp"));
        List<ChannelId> tree = channels.subtree(corpId, asked.channelId());
        if (tree.isEmpty()) {
            throw NotFound.of("channel");
        }
        Cost.Period period = asked.period();
        Sales sales = acquisitions.sales(
                corpId, tree, start(period, zone), end(period, zone), asked.windowDays(), asked.currency());
        long cost = costs.within(corpId, tree, asked.currency(), period).stream()
                .mapToLong(one -> cost(corpId, one, period, zone))
                .reduce(0, Math::addExact);
        return new ChannelReturn(
                acquisitions.adds(corpId, tree, start(period, zone), end(period, zone)),
                acquisitions.retention(
                        corpId, tree, start(period, zone), end(period, zone), RETENTION_DAYS, clock.instant()),
                sales.buyers(),
                sales.orders(),
                sales.amount(),
                sales.refunded(),
                cost);
    }

    private long cost(CorpId corpId, Cost cost, Cost.Period period, ZoneId zone) {
        Cost.Period part = cost.period().overlap(period).orElseThrow();
        long adds = switch (cost.kind()) {
            case FIXED -> 0;
            case PER_ADD ->
                acquisitions.adds(
                        corpId, channels.subtree(corpId, cost.channelId()), start(part, zone), end(part, zone));
        };
        return cost.within(part, adds);
    }

    private static Instant start(Cost.Period period, ZoneId zone) {
        return period.from().atStartOfDay(zone).toInstant();
    }

    private static Instant end(Cost.Period period, ZoneId zone) {
        return period.until().plusDays(1).atStartOfDay(zone).toInstant();
    }
}
