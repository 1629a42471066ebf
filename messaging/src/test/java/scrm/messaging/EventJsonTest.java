package scrm.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import scrm.events.CorpId;
import scrm.events.DirectoryEvent.UserCreated;
import scrm.events.Event;
import scrm.events.EventId;
import scrm.events.ExternalContactEvent.ExternalContactAdded;
import scrm.events.ExternalUserId;
import scrm.events.State;
import scrm.events.TagId;
import scrm.events.UserId;

class EventJsonTest {
    private static final String ID = "a".repeat(64);
    private final EventJson json = new EventJson();

    @Test
    void anEventIsOneFlatObjectWithBareIdsAndWithoutWhatIsAbsent() {
        Event event = new ExternalContactAdded(
                new EventId(ID),
                new CorpId("ww1"),
                Instant.parse("2026-11-22T02:00:00Z"),
                new UserId("zhangsan"),
                new ExternalUserId("wm1"),
                new State("lc_1"),
                null);
        String text = new String(json.write(event), StandardCharsets.UTF_8);
        assertThat(text)
                .isEqualTo("{\"type\":\"ExternalContactAdded\",\"id\":\"" + ID
                        + "\",\"corpId\":\"ww1\",\"occurredAt\":\"2026-11-22T02:00:00Z\",\"userId\":\"zhangsan\","
                        + "\"externalUserId\":\"wm1\",\"state\":\"lc_1\"}");
        assertThat(json.read(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(event);
    }

    @Test
    void aFieldThatIsNotKnownYetIsIgnored() {
        assertThat(read("""
                {"type":"UserDeleted","id":"%s","corpId":"ww1","occurredAt":"2026-11-22T02:00:00Z","userId":"a",
                 "future":{"x":[1]}}""")).isNotNull();
    }

    @Test
    void aListThatWasAddedLaterIsEmptyInAnOldEvent() {
        Event event = read("""
                {"type":"UserCreated","id":"%s","corpId":"ww1","occurredAt":"2026-11-22T02:00:00Z","userId":"a"}""");
        assertThat(((UserCreated) event).departments()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"type\":null}",
                "{\"type\":\"NoSuchEvent\",\"id\":\"%s\"}",
                "{\"type\":\"UserDeleted\"}",
                "{\"type\":\"UserDeleted\",\"id\":\"13800138000\",\"corpId\":\"ww1\",\"userId\":\"a\"}",
                "{\"type\":\"UserDeleted\",\"id\":\"%s\",\"corpId\":\"ww1\",\"occurredAt\":\"at 13800138000\",\"userId\":\"a\"}",
                "{\"type\":\"UserDeleted\",\"id\":\"%s\",\"corpId\":{},\"occurredAt\":0,\"userId\":\"a\"}",
                "{\"type\":\"UserDeleted\",\"id\":\"%s\",\"corpId\":\"ww1\",\"occurredAt\":\"2026-11-22T02:00:00Z\"}",
                "{\"type\":\"UserDeleted\",\"id\":\"%s\""
            })
    void whatIsNoEventIsRefusedWithoutQuotingIt(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(EventJson.MalformedEventException.class)
                .hasMessageNotContaining("13800138000")
                .hasNoCause();
    }

    @Test
    void randomBytesGiveNothingButThatError() {
        Random random = new Random(42);
        byte[] sample = json.write(Events.edit("contact", 1));
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = sample.clone();
            for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(json.read(bytes)).isNotNull();
            } catch (EventJson.MalformedEventException e) {
                assertThat(e).hasMessageNotContaining("contact1");
            }
        }
    }

    @Test
    void payloadsOfWorkUseTheSameWords() {
        record Mark(UserId userId, List<TagId> add, Duration within, Instant at) {}
        Mark mark = new Mark(
                new UserId("a"),
                List.of(new TagId("t1")),
                Duration.ofSeconds(20),
                Instant.parse("2026-11-22T02:00:00Z"));
        String text = json.writeRecord(mark);
        assertThat(text)
                .isEqualTo("{\"userId\":\"a\",\"add\":[\"t1\"],\"within\":\"PT20S\",\"at\":\"2026-11-22T02:00:00Z\"}");
        assertThat(json.readRecord(text, Mark.class)).isEqualTo(mark);
    }

    private Event read(String text) {
        return json.read(text.replace("%s", ID).getBytes(StandardCharsets.UTF_8));
    }
}
