package scrm.channel.lure;

import java.time.Clock;
import java.time.Instant;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.channel.channel.ChannelId;
import scrm.channel.channel.Channels;
import scrm.events.CorpId;
import scrm.messaging.WorkQueue;
import scrm.rest.Conflict;
import scrm.rest.IfMatch;
import scrm.rest.InvalidRequest;
import scrm.rest.NotFound;

/** Makes, edits and ends lures; each change is followed by a review. */
@Service
class KeepLure {
    private final Channels channels;
    private final Lures lures;
    private final WorkQueue work;
    private final Clock clock;

    KeepLure(Channels channels, Lures lures, WorkQueue work, Clock clock) {
        this.channels = channels;
        this.lures = lures;
        this.work = work;
        this.clock = clock;
    }

    @Transactional
    Lure create(CorpId corpId, ChannelId channelId, Lure.Draft draft) {
        if (channels.find(corpId, channelId).isEmpty()) {
            throw NotFound.of("channel");
        }
        if (channels.isArchived(corpId, channelId)) {
            throw Conflict.of("channel_archived");
        }
        Instant now = clock.instant();
        return changed(corpId, lures.add(corpId, channelId, draft, now), now);
    }

    @Transactional
    Lure edit(CorpId corpId, ChannelId channelId, LureId id, IfMatch ifMatch, Lure.Draft draft) {
        Lure before = lock(corpId, channelId, id);
        ifMatch.check(before.version());
        if (before.endedAt() != null) {
            throw Conflict.of("lure_ended");
        }
        if (draft.stock() != null && draft.stock() < before.used()) {
            throw InvalidRequest.field("stock", "below_used", before.used());
        }
        Instant now = clock.instant();
        lures.edit(corpId, id, draft, now);
        return changed(corpId, id, now);
    }

    @Transactional
    Lure end(CorpId corpId, ChannelId channelId, LureId id) {
        Lure before = lock(corpId, channelId, id);
        if (before.endedAt() != null) {
            return before;
        }
        Instant now = clock.instant();
        lures.end(corpId, id, now);
        return changed(corpId, id, now);
    }

    private Lure lock(CorpId corpId, ChannelId channelId, LureId id) {
        return lures.lock(corpId, id)
                .filter(lure -> lure.channelId().equals(channelId))
                .orElseThrow(() -> NotFound.of("lure"));
    }

    private Lure changed(CorpId corpId, LureId id, Instant now) {
        work.submit(LureReview.request(corpId, id, now));
        return lures.find(corpId, id).orElseThrow();
    }
}
