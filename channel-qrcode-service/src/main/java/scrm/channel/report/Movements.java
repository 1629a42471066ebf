package scrm.channel.report;

import java.util.Map;
import java.util.Set;

import scrm.channel.channel.ChannelId;
import scrm.channel.cost.Cost;
import scrm.events.CorpId;

/** What happened at channels in a period, whenever the contacts had come. */
interface Movements {
    /** How often the codes' short links were opened. */
    DailyCounts scans(CorpId corpId, Set<ChannelId> channels, Cost.Period period);

    /** How often somebody added a member who had not confirmed, by the channel of the code. */
    Map<ChannelId, Long> halfAdds(Scope scope);

    /** How many relations were lost, each once, by the channel of their first touch. */
    Map<ChannelId, Long> losses(Scope scope);
}
