package scrm.channel.channel;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import scrm.events.CorpId;
import scrm.events.UserId;

/** Every corp's channels. */
public interface Channels {
    Optional<Channel> find(CorpId corpId, ChannelId id);

    /** In the order in which they were made. */
    List<Channel> list(CorpId corpId, Filter filter, @Nullable ChannelId after, int limit);

    /** The channel and all below it; none if there is no such channel. */
    List<ChannelId> subtree(CorpId corpId, ChannelId id);

    /** Whether the channel, or one above it, is archived. */
    boolean isArchived(CorpId corpId, ChannelId id);

    /**
     * What a list is narrowed by; null leaves it wide.
     *
     * @param parentId only its children
     * @param name only names that contain it
     * @param activeOn only channels that have this day and are not archived, nor those above them
     */
    record Filter(
            @Nullable ChannelId parentId,
            @Nullable String name,
            @Nullable UserId owner,
            Channel.@Nullable Kind kind,
            @Nullable LocalDate activeOn) {
        /** All of a corp's channels. */
        public static final Filter NONE = new Filter(null, null, null, null, null);
    }
}
