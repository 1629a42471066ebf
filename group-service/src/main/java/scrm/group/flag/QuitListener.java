package scrm.group.flag;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

import scrm.events.Event;
import scrm.events.GroupEvent.GroupMemberQuit;
import scrm.events.Topic;
import scrm.group.flag.Flags.Whom;
import scrm.messaging.EventConsumer;

/** Hears who has quit, whichever way: what was to be done about them is done. */
@Component
class QuitListener implements EventConsumer {
    private final Flags flags;

    QuitListener(Flags flags) {
        this.flags = flags;
    }

    @Override
    public String name() {
        return "group-service.removal";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(Topic.GROUP);
    }

    @Override
    public Predicate<Event> concerning(List<Event> poll) {
        Set<Whom> open =
                flags.open(poll.stream().flatMap(event -> whom(event).stream()).toList());
        return event -> whom(event).filter(open::contains).isPresent();
    }

    @Override
    public void on(Event event) {
        whom(event).ifPresent(whom -> flags.quit(whom, event.occurredAt()));
    }

    private static Optional<Whom> whom(Event event) {
        return event instanceof GroupMemberQuit quit
                ? Optional.of(new Whom(quit.corpId(), quit.chatId(), quit.memberId()))
                : Optional.empty();
    }
}
