package scrm.channel.channel;

import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.CorpId;
import scrm.rest.Conflict;
import scrm.rest.IfMatch;
import scrm.rest.InvalidRequest;
import scrm.rest.NotFound;

@Service
class EditChannel {
    private final Channels channels;
    private final ChannelEdits edits;
    private final Clock clock;

    EditChannel(Channels channels, ChannelEdits edits, Clock clock) {
        this.channels = channels;
        this.edits = edits;
        this.clock = clock;
    }

    @Transactional
    Channel edit(CorpId corpId, ChannelId id, IfMatch ifMatch, Channel.Draft draft) {
        Channel channel = lock(corpId, id);
        ifMatch.check(channel.version());
        if (channel.archivedAt() != null) {
            throw Conflict.of("channel_archived");
        }
        List<Channel> above = CreateChannel.above(edits, corpId, draft);
        if (above.stream().anyMatch(one -> one.id().equals(id))) {
            throw InvalidRequest.field("parentId", "within_itself");
        }
        Place place = new Place(above, edits.below(corpId, id));
        Channel.Kind kind = place.kind(draft.kind(), channel.kind());
        place.checkPeriod(draft.period());
        if (!edits.edit(corpId, id, draft, kind, clock.instant())) {
            throw Conflict.of("channel_name_taken");
        }
        return channels.find(corpId, id).orElseThrow();
    }

    /** It stays in reports, with all that stands below it. */
    @Transactional
    Channel archive(CorpId corpId, ChannelId id) {
        Channel channel = lock(corpId, id);
        if (channel.archivedAt() != null) {
            return channel;
        }
        edits.archive(corpId, id, clock.instant());
        return channels.find(corpId, id).orElseThrow();
    }

    private Channel lock(CorpId corpId, ChannelId id) {
        return edits.lock(corpId, id).orElseThrow(() -> NotFound.of("channel"));
    }
}
