package scrm.channel.report;

import java.time.Clock;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import scrm.channel.channel.Channel;
import scrm.channel.channel.ChannelId;
import scrm.channel.channel.Channels;
import scrm.channel.cost.Cost;
import scrm.channel.cost.Costs;
import scrm.channel.report.Acquisitions.Begun;
import scrm.channel.report.Figures.Sales;
import scrm.events.CorpId;
import scrm.rest.NotFound;
import scrm.wecom.Corp;
import scrm.wecom.Corps;

/** Says what channels brought in a period, and sets what they cost against what their contacts bought. */
@Service
class ReportChannels {
    private final Corps corps;
    private final Channels channels;
    private final Costs costs;
    private final Movements movements;
    private final Acquisitions acquisitions;
    private final Clock clock;

    ReportChannels(
            Corps corps, Channels channels, Costs costs, Movements movements, Acquisitions acquisitions, Clock clock) {
        this.corps = corps;
        this.channels = channels;
        this.costs = costs;
        this.movements = movements;
        this.acquisitions = acquisitions;
        this.clock = clock;
    }

    /**
     * What is asked for.
     *
     * @param channelId with all below it; null: all channels
     * @param children whether each channel right below it is wanted for itself
     * @param period in which contacts came and cost arose, in the corp's time zone
     * @param windowDays for how long after the add what the contact does counts for it
     * @param currency others are left out
     */
    record Question(
            @Nullable ChannelId channelId, boolean children, Cost.Period period, int windowDays, String currency) {}

    /**
     * The answer.
     *
     * @param total of the channel and all below it
     * @param children each with all below it; empty unless asked for
     */
    record Report(Line total, List<Line> children) {
        Report {
            children = List.copyOf(children);
        }
    }

    /**
     * The figures of a channel.
     *
     * @param channel null: all channels
     */
    record Line(@Nullable Channel channel, Figures figures) {}

    /** @throws NotFound if the corp has no such channel */
    Report of(CorpId corpId, Question asked) {
        ZoneId zone = corps.find(corpId).map(Corp::timezone).orElseThrow(() -> NotFound.of("corp"));
        ChannelTree tree = new ChannelTree(channels.list(corpId, Channels.Filter.NONE, null, Integer.MAX_VALUE));
        ChannelId id = asked.channelId();
        Channel channel = id == null ? null : tree.find(id).orElseThrow(() -> NotFound.of("channel"));
        Set<ChannelId> all = tree.subtree(id);
        Map<ChannelId, Figures> each = each(corpId, asked, all, tree, zone);
        return new Report(
                new Line(channel, sum(all, each)),
                !asked.children()
                        ? List.of()
                        : tree.children(id).stream()
                                .map(child -> new Line(child, sum(tree.subtree(child.id()), each)))
                                .toList());
    }

    /** What each channel alone comes to. */
    private Map<ChannelId, Figures> each(
            CorpId corpId, Question asked, Set<ChannelId> all, ChannelTree tree, ZoneId zone) {
        Cost.Period period = asked.period();
        Scope scope = new Scope(corpId, all, period.start(zone), period.end(zone));
        int windowDays = asked.windowDays();
        DailyCounts scans = movements.scans(corpId, all, period);
        Map<ChannelId, Long> halfAdds = movements.halfAdds(scope);
        Map<ChannelId, Long> losses = movements.losses(scope);
        Map<ChannelId, Begun> begun = acquisitions.begun(scope, windowDays, clock.instant());
        Map<ChannelId, Sales> sales = acquisitions.sales(scope, windowDays, asked.currency());
        Map<ChannelId, Long> charges = charges(scope, asked, tree, zone, scans);
        Map<ChannelId, Figures> each = new HashMap<>();
        for (ChannelId id : all) {
            Begun ofChannel = begun.getOrDefault(id, Begun.NONE);
            each.put(
                    id,
                    new Figures(
                            scans.sum(List.of(id), period),
                            halfAdds.getOrDefault(id, 0L),
                            losses.getOrDefault(id, 0L),
                            ofChannel.acquired(),
                            ofChannel.joined(),
                            ofChannel.answered(),
                            sales.getOrDefault(id, Sales.NONE),
                            charges.getOrDefault(id, 0L)));
        }
        return each;
    }

    private Map<ChannelId, Long> charges(
            Scope scope, Question asked, ChannelTree tree, ZoneId zone, DailyCounts scans) {
        List<Cost> all = costs.within(scope.corpId(), scope.channels(), asked.currency(), asked.period());
        boolean paidByAdd = all.stream().anyMatch(cost -> cost.kind() == Cost.Kind.PER_ADD);
        DailyCounts adds = paidByAdd ? acquisitions.adds(scope, zone) : new DailyCounts();
        return Charges.of(all, asked.period(), tree, adds, scans);
    }

    private static Figures sum(Collection<ChannelId> channels, Map<ChannelId, Figures> each) {
        return channels.stream().map(id -> Objects.requireNonNull(each.get(id))).reduce(Figures.NONE, Figures::plus);
    }
}
