package scrm.channel.channel;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.events.AttributionEvent.SourceTag;
import scrm.events.CorpId;
import scrm.events.UserId;

/**
 * A place that contacts come from (渠道): a shop, a campaign, a partner.
 *
 * @param id its id
 * @param corpId its corp
 * @param parentId the channel that it is part of, if any
 * @param kind its level in the tree
 * @param name unique among its siblings
 * @param tags the corp tags that contacts from here get
 * @param owner the member who looks after it, if anybody
 * @param period its days; an end that it has not is its parent's
 * @param note for people
 * @param archivedAt when it was archived, if it was: neither it nor what stands below it gets new live codes
 * @param version counts edits
 * @param createdAt when it was made
 * @param updatedAt when it was last edited
 */
public record Channel(
        ChannelId id,
        CorpId corpId,
        @Nullable ChannelId parentId,
        Kind kind,
        String name,
        List<SourceTag> tags,
        @Nullable UserId owner,
        Period period,
        @Nullable String note,
        @Nullable Instant archivedAt,
        int version,
        Instant createdAt,
        Instant updatedAt) {
    public Channel {
        tags = List.copyOf(tags);
    }

    /** Levels of the tree, from the top; a channel stands below one of an earlier kind. */
    public enum Kind {
        /** Where people are: a shop, an app, a fair. */
        PLATFORM,
        /** What is done there for a while. */
        CAMPAIGN,
        /** Where exactly a code is put up. */
        PLACEMENT;

        boolean isAbove(Kind other) {
            return compareTo(other) < 0;
        }
    }

    /**
     * What people decide about a channel.
     *
     * @param kind null: by its depth
     */
    public record Draft(
            @Nullable ChannelId parentId,
            @Nullable Kind kind,
            String name,
            List<SourceTag> tags,
            @Nullable UserId owner,
            Period period,
            @Nullable String note) {
        public Draft {
            tags = List.copyOf(tags);
        }
    }
}
