package scrm.group.stranger;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

import scrm.events.Event;
import scrm.events.GroupEvent.GroupMemberJoined;
import scrm.events.Topic;
import scrm.messaging.EventConsumer;
import scrm.messaging.WorkQueue;
import scrm.messaging.WorkRequest;

/** Hears who joins groups. */
@Component
class JoinListener implements EventConsumer {
    /** Whoever was just made a contact is told of by tag-service within this. */
    private static final Duration UNTIL_TOLD = Duration.ofMinutes(1);

    private final WorkQueue work;
    private final Clock clock;

    JoinListener(WorkQueue work, Clock clock) {
        this.work = work;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "group-service.stranger";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(Topic.GROUP);
    }

    /** However many joined, a group is looked through once. */
    @Override
    public Predicate<Event> concerning(List<Event> poll) {
        return EventConsumer.lastOfEach(
                poll,
                event -> event instanceof GroupMemberJoined joined && joined.external()
                        ? Map.entry(joined.corpId(), joined.chatId())
                        : null);
    }

    @Override
    public void on(Event event) {
        if (event instanceof GroupMemberJoined joined) {
            work.submit(WorkRequest.refresh(
                    FindStrangersWorker.KIND,
                    joined.corpId(),
                    joined.chatId().value(),
                    new FindStrangersWorker.Payload(joined.chatId()),
                    clock.instant().plus(UNTIL_TOLD)));
        }
    }
}
