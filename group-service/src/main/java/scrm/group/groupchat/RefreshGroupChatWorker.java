package scrm.group.groupchat;

import java.time.Duration;
import org.springframework.stereotype.Component;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.messaging.Settlement;
import scrm.messaging.Work;
import scrm.messaging.WorkHandler;
import scrm.wecom.Caller;
import scrm.wecom.WeComException;

/** Reads groups that there is news of. */
@Component
class RefreshGroupChatWorker implements WorkHandler<RefreshGroupChat> {
    private static final Duration UNTIL_CAUGHT_UP = Duration.ofSeconds(3);

    /** A version that keeps coming back is no lag: versions need not be unique for ever. */
    private static final int MOST_LAGGING = 5;

    private final GroupChats chats;
    private final FollowGroupChat follow;
    private final GroupChatReader reader;

    RefreshGroupChatWorker(GroupChats chats, FollowGroupChat follow, GroupChatReader reader) {
        this.chats = chats;
        this.follow = follow;
        this.reader = reader;
    }

    @Override
    public String kind() {
        return RefreshGroupChat.KIND;
    }

    @Override
    public Class<RefreshGroupChat> payloadType() {
        return RefreshGroupChat.class;
    }

    @Override
    public Settlement handle(Work<RefreshGroupChat> work) {
        CorpId corpId = work.corpId();
        ChatId chatId = work.payload().chatId();
        GroupChat chat = chats.find(corpId, chatId).orElseGet(() -> GroupChat.unread(chatId));
        if (!chat.outdated()) {
            return Settlement.done(() -> follow.announce(corpId, chatId));
        }
        try {
            GroupChatReading reading = reader.get(Caller.bulk(corpId), chatId);
            if (chat.versions().areAheadOf(reading.memberVersion()) && work.attempt() <= MOST_LAGGING) {
                return Settlement.retry("WeCom shows an older member version than we know", UNTIL_CAUGHT_UP);
            }
            return Settlement.done(() -> follow.read(corpId, chatId, reading, chat.news()));
        } catch (WeComException e) {
            return switch (e.kind()) {
                case RETRYABLE, IN_DOUBT -> Settlement.retry(e.toString(), e.retryAfter());
                case MISCONFIGURED -> Settlement.retry(e.toString(), e.untilMended());
                case REFUSED -> Settlement.rejected(e.toString(), () -> follow.announce(corpId, chatId));
            };
        }
    }
}
