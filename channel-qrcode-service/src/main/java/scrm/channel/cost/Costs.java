package scrm.channel.cost;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import scrm.channel.channel.ChannelId;
import scrm.events.CorpId;

/** Every corp's costs. */
public interface Costs {
    /** Adds one. */
    CostId add(CorpId corpId, Cost cost, Instant now);

    /** Adds many. */
    void addAll(CorpId corpId, Collection<Cost> all, Instant now);

    Optional<Cost.Kept> find(CorpId corpId, CostId id);

    /**
     * In the order in which they were added.
     *
     * @param channelId only those that stand at this channel
     */
    List<Cost.Kept> list(CorpId corpId, @Nullable ChannelId channelId, @Nullable CostId after, int limit);

    /** Takes one back; false if there is none. */
    boolean remove(CorpId corpId, CostId id);

    /** Those of the channels in a currency whose period has days in common with this one. */
    List<Cost> within(CorpId corpId, Collection<ChannelId> channels, String currency, Cost.Period period);
}
