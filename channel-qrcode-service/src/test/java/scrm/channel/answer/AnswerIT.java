package scrm.channel.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import scrm.channel.ChannelServiceIT;
import scrm.events.CorpId;
import scrm.events.CustomerAcquisitionEvent.AcquisitionChatStarted;
import scrm.events.CustomerAcquisitionEvent.AcquisitionMessageReceived;
import scrm.events.EventId;
import scrm.events.ExternalUserId;
import scrm.events.LinkId;
import scrm.events.UserId;

class AnswerIT extends ChannelServiceIT {
    private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

    @Autowired
    private JdbcClient jdbc;

    @Test
    void theFirstMessageStaysInWhicheverOrderTheyAreTold() {
        starts("later", "wm1", NOON.plusSeconds(60));
        starts("first", "wm1", NOON);
        starts("again", "wm1", NOON.plusSeconds(30));
        publish(new AcquisitionMessageReceived(
                id("message"), new CorpId(corpId()), NOON, new LinkId("link"), "chat-key"));
        starts("other", "wm2", NOON.plusSeconds(90));

        soon().untilAsserted(() -> assertThat(answeredAt("wm2")).isEqualTo("2026-11-01T12:01:30"));
        assertThat(answeredAt("wm1")).isEqualTo("2026-11-01T12:00");
    }

    private void starts(String event, String contact, Instant at) {
        publish(new AcquisitionChatStarted(
                id(event),
                new CorpId(corpId()),
                at,
                new LinkId("link"),
                new UserId("zhang"),
                new ExternalUserId(contact)));
    }

    private EventId id(String event) {
        return EventId.derived(corpId(), event);
    }

    private String answeredAt(String contact) {
        return jdbc.sql("SELECT answered_at FROM answer WHERE corp_id = ? AND external_userid = ? AND userid = 'zhang'")
                .params(corpId(), contact)
                .query(LocalDateTime.class)
                .optional()
                .map(LocalDateTime::toString)
                .orElse("never");
    }
}
