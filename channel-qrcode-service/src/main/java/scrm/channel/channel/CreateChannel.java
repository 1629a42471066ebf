package scrm.channel.channel;

import java.time.Clock;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.CorpId;
import scrm.rest.Conflict;
import scrm.rest.InvalidRequest;

@Service
class CreateChannel {
    private final Channels channels;
    private final Clock clock;

    CreateChannel(Channels channels, Clock clock) {
        this.channels = channels;
        this.clock = clock;
    }

    @Transactional
    Channel create(CorpId corpId, Channel.Draft draft) {
        ChannelId parentId = draft.parentId();
        if (parentId != null && channels.find(corpId, parentId).isEmpty()) {
            throw InvalidRequest.field("parentId", "not_found");
        }
        ChannelId id =
                channels.add(corpId, draft, clock.instant()).orElseThrow(() -> Conflict.of("channel_name_taken"));
        return channels.find(corpId, id).orElseThrow();
    }
}
