package scrm.channel.report;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

import scrm.channel.channel.ChannelId;
import scrm.channel.cost.Cost;

/** How often something happened at each channel on each day, days in the corp's time zone. */
final class DailyCounts {
    private final Map<ChannelId, NavigableMap<LocalDate, Long>> counts = new HashMap<>();

    void add(ChannelId channelId, LocalDate day, long count) {
        counts.computeIfAbsent(channelId, _ -> new TreeMap<>()).merge(day, count, Math::addExact);
    }

    /** At all of the channels on all days of the period. */
    long sum(Collection<ChannelId> channels, Cost.Period period) {
        long sum = 0;
        for (ChannelId channelId : channels) {
            NavigableMap<LocalDate, Long> ofChannel = counts.get(channelId);
            if (ofChannel != null) {
                for (long count : ofChannel
                        .subMap(period.from(), true, period.until(), true)
                        .values()) {
                    sum = Math.addExact(sum, count);
                }
            }
        }
        return sum;
    }
}
