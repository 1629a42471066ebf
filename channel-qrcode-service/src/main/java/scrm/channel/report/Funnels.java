package scrm.channel.report;

import java.util.Optional;

import scrm.channel.channel.ChannelId;
import scrm.events.CorpId;

/** Every corp's funnels. */
interface Funnels {
    /** Empty if the corp has no such channel. */
    Optional<Funnel> of(CorpId corpId, ChannelId channelId);
}
