package scrm.sop.audience;

import java.time.Clock;
import java.time.Instant;
import org.springframework.stereotype.Component;

import scrm.events.ChatId;
import scrm.messaging.Settlement;
import scrm.messaging.Work;
import scrm.messaging.WorkHandler;
import scrm.wecom.Caller;
import scrm.wecom.GroupChats;
import scrm.wecom.GroupChats.GroupChat;
import scrm.wecom.WeComException;

/** Reads groups whose owner or name changed. */
@Component
class RefreshOwnerWorker implements WorkHandler<RefreshOwner> {
    private final GroupChats weCom;
    private final KnownGroups groups;
    private final Clock clock;

    RefreshOwnerWorker(GroupChats weCom, KnownGroups groups, Clock clock) {
        this.weCom = weCom;
        this.groups = groups;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return RefreshOwner.KIND;
    }

    @Override
    public Class<RefreshOwner> payloadType() {
        return RefreshOwner.class;
    }

    @Override
    public Settlement handle(Work<RefreshOwner> work) {
        ChatId chatId = work.payload().chatId();
        Instant asked = clock.instant();
        try {
            GroupChat chat = weCom.get(Caller.bulk(work.corpId()), chatId);
            return Settlement.done(() -> groups.owned(work.corpId(), chatId, chat.owner(), chat.name(), asked));
        } catch (WeComException e) {
            return switch (e.kind()) {
                case RETRYABLE, IN_DOUBT -> Settlement.retry(e.toString(), e.retryAfter());
                case MISCONFIGURED -> Settlement.retry(e.toString(), e.untilMended());
                case REFUSED -> Settlement.rejected(e.toString(), () -> {});
            };
        }
    }
}
