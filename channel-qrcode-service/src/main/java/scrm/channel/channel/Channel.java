package scrm.channel.channel;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.events.AttributionEvent.SourceTag;
import scrm.events.CorpId;

/**
 * A place that contacts come from (渠道): a shop, a campaign, a partner.
 *
 * @param id its id
 * @param corpId its corp
 * @param parentId the channel that it is part of, if any
 * @param name unique among its siblings
 * @param tags the corp tags that contacts from here get
 * @param version counts edits
 * @param createdAt when it was made
 * @param updatedAt when it was last edited
 */
public record Channel(
        ChannelId id,
        CorpId corpId,
        @Nullable ChannelId parentId,
        String name,
        List<SourceTag> tags,
        int version,
        Instant createdAt,
        Instant updatedAt) {
    public Channel {
        tags = List.copyOf(tags);
    }

    /** What people decide about a channel. */
    public record Draft(@Nullable ChannelId parentId, String name, List<SourceTag> tags) {
        public Draft {
            tags = List.copyOf(tags);
        }
    }
}
