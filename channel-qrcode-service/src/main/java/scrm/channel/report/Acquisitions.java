package scrm.channel.report;

import java.time.Instant;
import java.util.Collection;
import java.util.List;

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

    /** How many of those relations lasted so many days, one answer for each number of days. */
    List<Retention> retention(
            CorpId corpId,
            Collection<ChannelId> channels,
            Instant from,
            Instant until,
            List<Integer> days,
            Instant now);

    /**
     * Relations that were not lost at first.
     *
     * @param days after the first touch
     * @param due relations that began so many days ago or earlier
     * @param retained those of them that did not end within these days
     */
    record Retention(int days, long due, long retained) {}

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
