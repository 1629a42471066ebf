package scrm.channel.groupcode;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.channel.channel.ChannelId;
import scrm.channel.channel.Channels;
import scrm.channel.livecode.LiveCode;
import scrm.channel.livecode.OpenLiveCode;
import scrm.events.CorpId;
import scrm.events.EventId;
import scrm.events.GroupCodeEvent.GroupCodeOpened;
import scrm.events.GroupCodeEvent.GroupCodeRefused;
import scrm.events.GroupCodeEvent.GroupCodeWanted;
import scrm.messaging.Outbox;

/** Opens the group code that a charter waits for, once for each time that it is asked for, and tells how it went. */
@Service
class OpenGroupCode {
    private final Channels channels;
    private final OpenLiveCode openLiveCode;
    private final Outbox outbox;
    private final Clock clock;

    OpenGroupCode(Channels channels, OpenLiveCode openLiveCode, Outbox outbox, Clock clock) {
        this.channels = channels;
        this.openLiveCode = openLiveCode;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Transactional
    public void open(GroupCodeWanted wanted) {
        CorpId corpId = wanted.corpId();
        ChannelId channelId = ChannelId.of(wanted.channelId());
        EventId answer = EventId.derived("group-code-answered", wanted.id().value());
        Optional<String> refusal = refusal(corpId, channelId);
        if (refusal.isPresent()) {
            outbox.append(new GroupCodeRefused(answer, corpId, clock.instant(), wanted.charterId(), refusal.get()));
            return;
        }
        LiveCode liveCode = openLiveCode.open(corpId, channelId, draft(wanted));
        outbox.append(new GroupCodeOpened(
                answer,
                corpId,
                clock.instant(),
                wanted.charterId(),
                liveCode.id().toString(),
                liveCode.state()));
    }

    private Optional<String> refusal(CorpId corpId, ChannelId channelId) {
        if (channels.find(corpId, channelId).isEmpty()) {
            return Optional.of("channel_not_found");
        }
        return channels.isArchived(corpId, channelId) ? Optional.of("channel_archived") : Optional.empty();
    }

    private static LiveCode.Draft draft(GroupCodeWanted wanted) {
        return new LiveCode.Draft(
                LiveCode.Kind.GROUP,
                wanted.name(),
                List.of(),
                true,
                null,
                new LiveCode.Groups(wanted.chatIds(), wanted.softCap(), true, wanted.roomBaseName(), null),
                null);
    }
}
