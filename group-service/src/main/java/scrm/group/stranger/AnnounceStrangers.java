package scrm.group.stranger;

import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.EventId;
import scrm.events.GroupEvent.GroupStrangerJoined;
import scrm.group.stranger.Strangers.Stranger;
import scrm.messaging.Outbox;

/** Tells the others of members who are nobody's contacts, once per stay. */
@Service
class AnnounceStrangers {
    private final Strangers strangers;
    private final Outbox outbox;
    private final Clock clock;

    AnnounceStrangers(Strangers strangers, Outbox outbox, Clock clock) {
        this.strangers = strangers;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Transactional
    void in(CorpId corpId, ChatId chatId) {
        List<Stranger> unannounced = strangers.unannounced(corpId, chatId);
        strangers.announced(corpId, chatId, unannounced, clock.instant());
        unannounced.forEach(stranger -> outbox.append(new GroupStrangerJoined(
                EventId.derived(
                        "group-stranger-joined",
                        corpId.value(),
                        chatId.value(),
                        stranger.externalUserId().value(),
                        stranger.joinedAt().toString()),
                corpId,
                stranger.joinedAt(),
                chatId,
                stranger.externalUserId(),
                stranger.joinScene(),
                stranger.state())));
    }
}
