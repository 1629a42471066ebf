package scrm.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EventTest {
    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(EventTest::leaves)
                : Stream.of(type);
    }

    @Test
    void everyTypeHasANameOfItsOwn() {
        // A second record of the same simple name would take the place of the first.
        assertThat(Event.types()).hasSize((int) leaves(Event.class).count());
    }

    @Test
    void everyEventIsARecordThatBeginsWithIdCorpAndTime() {
        assertThat(Event.types().values()).allSatisfy(type -> {
            assertThat(type.isRecord()).isTrue();
            assertThat(Arrays.stream(type.getRecordComponents()).limit(3).map(RecordComponent::getName))
                    .containsExactly("id", "corpId", "occurredAt");
        });
    }

    @Test
    void topicNamesTellWhoSpeaksAndAreTheirOwn() {
        Map<String, Long> byName =
                Topic.allNames().collect(Collectors.groupingBy(name -> name, TreeMap::new, Collectors.counting()));
        assertThat(byName.values()).containsOnly(1L);
        assertThat(byName.keySet()).allMatch(name -> name.matches("(wecom|scrm)\\.[a-z-]+(\\.dlt)?"));
    }

    @Test
    void eventsOfOneContactShareAKeyWhateverTheTopic() {
        var id = EventId.derived("x");
        var corp = new CorpId("ww1");
        var at = Instant.parse("2026-11-22T02:00:00Z");
        var user = new UserId("zhangsan");
        var contact = new ExternalUserId("wm1");
        List<Event> events = List.of(
                new ExternalContactEvent.ExternalContactEdited(id, corp, at, user, contact),
                new TaggingEvent.ExternalContactStored(id, corp, at, user, contact, null, true, at, null),
                new AttributionEvent.WelcomeSettled(
                        id, corp, at, user, contact, "lc", "SENT", 0, null, null, null, null),
                new SopEvent.EnrolmentEnded(id, corp, at, contact.value(), "en", "LOST"));
        assertThat(events).extracting(Event::key).containsOnly("ww1|wm1");
    }

    @Test
    void everyTypeHasAGoldenSample() {
        assertThat(Event.types().keySet())
                .allSatisfy(type -> assertThat(Event.class.getResource("golden/" + type + ".json"))
                        .as(type)
                        .isNotNull());
    }
}
