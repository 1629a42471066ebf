package scrm.channel.report;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import scrm.channel.channel.ChannelId;
import scrm.channel.cost.Cost;

/** What costs come to in a period. */
final class Charges {
    private Charges() {}

    /**
     * For each channel at which costs stand. What is paid for each add or scan is paid for those of the channel and of
     * all below it.
     *
     * @param costs of one currency, each with days in the period
     */
    static Map<ChannelId, Long> of(
            List<Cost> costs, Cost.Period period, ChannelTree tree, DailyCounts adds, DailyCounts scans) {
        Map<ChannelId, Long> charges = new HashMap<>();
        for (Cost cost : costs) {
            Cost.Period part = cost.period().overlap(period).orElseThrow();
            long count = switch (cost.kind()) {
                case FIXED -> 0;
                case PER_ADD -> adds.sum(tree.subtree(cost.channelId()), part);
                case PER_CLICK -> scans.sum(tree.subtree(cost.channelId()), part);
            };
            charges.merge(cost.channelId(), cost.within(part, count), Math::addExact);
        }
        return charges;
    }
}
