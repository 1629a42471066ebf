package scrm.channel.report;

import java.time.Instant;
import java.util.Set;

import scrm.channel.channel.ChannelId;
import scrm.events.CorpId;

/**
 * What is counted.
 *
 * @param channels at these, each for itself
 * @param from the first moment
 * @param until the first moment after it
 */
record Scope(CorpId corpId, Set<ChannelId> channels, Instant from, Instant until) {
    Scope {
        channels = Set.copyOf(channels);
    }

    Scope during(Stretch stretch) {
        return new Scope(corpId, channels, stretch.from(), stretch.until());
    }
}
