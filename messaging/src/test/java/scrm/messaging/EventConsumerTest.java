package scrm.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

import scrm.events.CorpId;
import scrm.events.Event;
import scrm.events.EventId;
import scrm.events.ExternalContactEvent.ExternalContactAdded;
import scrm.events.ExternalUserId;
import scrm.events.UserId;

class EventConsumerTest {
    @Test
    void ofEventsAboutTheSameOnlyTheLastConcerns() {
        List<Event> poll = List.of(added("a", 1), added("b", 2), added("a", 3), added("c", 4), added("a", 5));

        assertThat(poll).filteredOn(lastOfEach(poll)).containsExactly(poll.get(1), poll.get(3), poll.get(4));
    }

    @Test
    void theSameEventTwiceIsOne() {
        List<Event> poll = List.of(added("a", 1), added("a", 1));

        Predicate<Event> last = lastOfEach(poll);

        assertThat(poll.stream().map(last::test)).containsExactly(false, true);
    }

    @Test
    void whatIsAboutNothingDoesNotConcern() {
        List<Event> poll = List.of(added("a", 1), added("b", 2));

        assertThat(poll).filteredOn(EventConsumer.lastOfEach(poll, _ -> null)).isEmpty();
    }

    private static Predicate<Event> lastOfEach(List<Event> poll) {
        return EventConsumer.lastOfEach(poll, event -> ((ExternalContactAdded) event).externalUserId());
    }

    private static Event added(String contact, int number) {
        return new ExternalContactAdded(
                new EventId("%064x".formatted(number)),
                new CorpId("wwcorp"),
                Instant.EPOCH,
                new UserId("zhang"),
                new ExternalUserId(contact),
                null,
                null);
    }
}
