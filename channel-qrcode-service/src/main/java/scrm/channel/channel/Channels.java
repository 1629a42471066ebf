package scrm.channel.channel;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import scrm.events.CorpId;

/** Every corp's channels. */
public interface Channels {
    /** Adds one; empty when a sibling has the name. */
    Optional<ChannelId> add(CorpId corpId, Channel.Draft draft, Instant now);

    Optional<Channel> find(CorpId corpId, ChannelId id);

    /**
     * In the order in which they were made.
     *
     * @param parentId only its children
     * @param name only names that contain it
     * @param after only those made later than this one
     */
    List<Channel> list(
            CorpId corpId, @Nullable ChannelId parentId, @Nullable String name, @Nullable ChannelId after, int limit);

    /** Replaces what people decide, if the version is still this one. */
    Edit edit(CorpId corpId, ChannelId id, int version, Channel.Draft draft, Instant now);

    /** The channel and all below it; none if there is no such channel. */
    List<ChannelId> subtree(CorpId corpId, ChannelId id);

    /** Whether {@code candidate} is the channel itself or below it. */
    boolean isWithin(CorpId corpId, ChannelId candidate, ChannelId id);

    /** How an edit went. */
    enum Edit {
        DONE,
        STALE,
        NAME_TAKEN
    }
}
