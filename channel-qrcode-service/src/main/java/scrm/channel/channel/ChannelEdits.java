package scrm.channel.channel;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import scrm.channel.channel.Place.Level;
import scrm.events.CorpId;

/** What changes the channels of a corp. Names are unique among siblings; who takes a name too late is told so. */
interface ChannelEdits {
    /**
     * Adds one; empty when a sibling has the name.
     *
     * @param kind its kind, whatever the draft leaves open
     */
    Optional<ChannelId> add(CorpId corpId, Channel.Draft draft, Channel.Kind kind, Instant now);

    /** The channel, which nobody else changes until the transaction ends. */
    Optional<Channel> lock(CorpId corpId, ChannelId id);

    /** The channel and those above it, nearest first, likewise locked; none if there is no such channel. */
    List<Channel> lockLineage(CorpId corpId, ChannelId id);

    /** What stands below a channel. */
    List<Level> below(CorpId corpId, ChannelId id);

    /** Replaces what people decide about a locked one; false when a sibling has the name. */
    boolean edit(CorpId corpId, ChannelId id, Channel.Draft draft, Channel.Kind kind, Instant now);

    void archive(CorpId corpId, ChannelId id, Instant now);
}
