package scrm.sop.calendar;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

import scrm.events.Event;
import scrm.events.GroupEvent.GroupChartered;
import scrm.events.Topic;
import scrm.messaging.EventConsumer;

/** Hears of charters, whose topics come into the calendar. */
@Component
class CharterListener implements EventConsumer {
    private final KeepCalendar keepCalendar;

    CharterListener(KeepCalendar keepCalendar) {
        this.keepCalendar = keepCalendar;
    }

    @Override
    public String name() {
        return "sop-service.calendar";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(Topic.GROUP);
    }

    @Override
    public Predicate<Event> concerning(List<Event> poll) {
        return GroupChartered.class::isInstance;
    }

    @Override
    public void on(Event event) {
        if (event instanceof GroupChartered charter) {
            keepCalendar.chartered(charter);
        }
    }
}
