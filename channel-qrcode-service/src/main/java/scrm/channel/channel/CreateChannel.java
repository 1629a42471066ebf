package scrm.channel.channel;

import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.CorpId;
import scrm.rest.Conflict;
import scrm.rest.InvalidRequest;

@Service
class CreateChannel {
    private final Channels channels;
    private final ChannelEdits edits;
    private final Clock clock;

    CreateChannel(Channels channels, ChannelEdits edits, Clock clock) {
        this.channels = channels;
        this.edits = edits;
        this.clock = clock;
    }

    @Transactional
    Channel create(CorpId corpId, Channel.Draft draft) {
        Place place = new Place(above(edits, corpId, draft), List.of());
        Channel.Kind kind = place.kind(draft.kind(), null);
        place.checkPeriod(draft.period());
        ChannelId id =
                edits.add(corpId, draft, kind, clock.instant()).orElseThrow(() -> Conflict.of("channel_name_taken"));
        return channels.find(corpId, id).orElseThrow();
    }

    /**
     * The channels above a draft, locked, so that what it is checked against still holds when it is stored.
     *
     * @throws InvalidRequest if its parent is not there, or archived
     */
    static List<Channel> above(ChannelEdits edits, CorpId corpId, Channel.Draft draft) {
        ChannelId parentId = draft.parentId();
        if (parentId == null) {
            return List.of();
        }
        List<Channel> above = edits.lockLineage(corpId, parentId);
        if (above.isEmpty()) {
            throw InvalidRequest.field("parentId", "not_found");
        }
        if (above.stream().anyMatch(channel -> channel.archivedAt() != null)) {
            throw InvalidRequest.field("parentId", "archived");
        }
        return above;
    }
}
