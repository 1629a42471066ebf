package scrm.channel.channel;

import java.time.Clock;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.CorpId;
import scrm.rest.Conflict;
import scrm.rest.IfMatch;
import scrm.rest.InvalidRequest;
import scrm.rest.NotFound;
import scrm.rest.PreconditionFailed;

@Service
class EditChannel {
    private final Channels channels;
    private final Clock clock;

    EditChannel(Channels channels, Clock clock) {
        this.channels = channels;
        this.clock = clock;
    }

    @Transactional
    Channel edit(CorpId corpId, ChannelId id, IfMatch ifMatch, Channel.Draft draft) {
        Channel channel = channels.find(corpId, id).orElseThrow(() -> NotFound.of("channel"));
        ifMatch.check(channel.version());
        checkParent(corpId, id, draft);
        switch (channels.edit(corpId, id, channel.version(), draft, clock.instant())) {
            case DONE -> {}
            case STALE -> throw new PreconditionFailed();
            case NAME_TAKEN -> throw Conflict.of("channel_name_taken");
        }
        return channels.find(corpId, id).orElseThrow();
    }

    private void checkParent(CorpId corpId, ChannelId id, Channel.Draft draft) {
        ChannelId parentId = draft.parentId();
        if (parentId == null) {
            return;
        }
        if (channels.find(corpId, parentId).isEmpty()) {
            throw InvalidRequest.field("parentId", "not_found");
        }
        if (channels.isWithin(corpId, parentId, id)) {
            throw InvalidRequest.field("parentId", "within_itself");
        }
    }
}
