package scrm.channel.report;

import java.time.Instant;
import java.util.Collection;

import scrm.channel.channel.ChannelId;
import scrm.events.CorpId;

/** What attributions and conversions tell of contacts by the channel of their first touch. */
interface Acquisitions {
    /** How many relations began by one of the channels from a moment on, and before another one. */
    long adds(CorpId corpId, Collection<ChannelId> channels, Instant from, Instant until);

    /**
     * What the contacts of those relations bought within so many days. An order counts once: for the last relation that
     * began before it, whichever channel that is of.
     */
    Sales sales(
            CorpId corpId,
            Collection<ChannelId> channels,
            Instant from,
            Instant until,
            int windowDays,
            String currency);

    /**
     * What was bought.
     *
     * @param buyers contacts with at least one order
     * @param orders how many
     * @param amount of all orders, in minor units
     * @param refunded of that, whenever it was paid back
     */
    record Sales(long buyers, long orders, long amount, long refunded) {}
}
