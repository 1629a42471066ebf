package scrm.channel.report;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import scrm.channel.channel.ChannelId;
import scrm.channel.channel.Channels;
import scrm.channel.cost.Cost;
import scrm.events.CorpId;
import scrm.rest.NotFound;
import scrm.wecom.Corp;
import scrm.wecom.Corps;

/** Says what came of a channel. */
@Service
class ReportFunnel {
    /** By how much WeCom's clock may be ahead of ours. */
    private static final Duration AHEAD = Duration.ofDays(1);

    private final Corps corps;
    private final Channels channels;
    private final Funnels funnels;
    private final Clock clock;

    ReportFunnel(Corps corps, Channels channels, Funnels funnels, Clock clock) {
        this.corps = corps;
        this.channels = channels;
        this.funnels = funnels;
        this.clock = clock;
    }

    /**
     * The channel with all below it.
     *
     * @param period in the corp's time zone; null: all that ever came
     * @throws NotFound if the corp has no such channel
     */
    Funnel of(CorpId corpId, ChannelId channelId, Cost.@Nullable Period period) {
        ZoneId zone = corps.find(corpId).map(Corp::timezone).orElseThrow(() -> NotFound.of("corp"));
        Set<ChannelId> tree = Set.copyOf(channels.subtree(corpId, channelId));
        if (tree.isEmpty()) {
            throw NotFound.of("channel");
        }
        if (period != null) {
            return funnels.of(new Scope(corpId, tree, period.start(zone), period.end(zone)));
        }
        Instant end = clock.instant().plus(AHEAD);
        return funnels.beginning(corpId, tree)
                .map(beginning -> funnels.of(new Scope(corpId, tree, beginning, end)))
                .orElse(Funnel.NONE);
    }
}
