package scrm.sop.audience;

import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.springframework.stereotype.Component;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.Event;
import scrm.events.GroupChatEvent.GroupChatNameChanged;
import scrm.events.GroupChatEvent.GroupChatOwnerChanged;
import scrm.events.GroupEvent.GroupChartered;
import scrm.events.GroupEvent.GroupChatEnded;
import scrm.events.GroupEvent.GroupChatOpened;
import scrm.events.GroupEvent.GroupHealthChanged;
import scrm.events.GroupEvent.GroupLifecycleChanged;
import scrm.events.Topic;
import scrm.messaging.EventConsumer;
import scrm.messaging.WorkQueue;
import scrm.messaging.WorkRequest;

/** Hears of groups. */
@Component
class GroupListener implements EventConsumer {
    /** What WeCom answers may lag its callback by seconds. */
    private static final Duration LAG = Duration.ofSeconds(5);

    private final KnownGroups groups;
    private final WorkQueue work;
    private final Clock clock;

    GroupListener(KnownGroups groups, WorkQueue work, Clock clock) {
        this.groups = groups;
        this.work = work;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "sop-service.group-target";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(Topic.GROUP, Topic.GROUP_CHAT);
    }

    @Override
    public void on(Event event) {
        switch (event) {
            case GroupChatOpened e -> groups.owned(e.corpId(), e.chatId(), e.owner(), e.name(), e.occurredAt());
            case GroupChatEnded e -> groups.ended(e.corpId(), e.chatId());
            case GroupChartered e -> groups.chartered(e.corpId(), e.chatId(), e.kind(), e.occurredAt());
            case GroupLifecycleChanged e -> groups.moved(e.corpId(), e.chatId(), e.to(), e.occurredAt());
            case GroupHealthChanged e -> groups.banded(e.corpId(), e.chatId(), e.band(), e.occurredAt());
            default -> {}
        }
    }

    @Override
    public void onEveryArrival(Event event) {
        switch (event) {
            case GroupChatOwnerChanged e -> refresh(e.corpId(), e.chatId());
            case GroupChatNameChanged e -> refresh(e.corpId(), e.chatId());
            default -> {}
        }
    }

    private void refresh(CorpId corpId, ChatId chatId) {
        work.submit(WorkRequest.refresh(
                RefreshOwner.KIND,
                corpId,
                chatId.value(),
                new RefreshOwner(chatId),
                clock.instant().plus(LAG)));
    }
}
