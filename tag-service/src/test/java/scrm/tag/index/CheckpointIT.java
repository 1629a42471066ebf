package scrm.tag.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import scrm.events.CorpId;
import scrm.events.EventId;
import scrm.events.ExternalUserId;
import scrm.events.TaggingEvent.ExternalContactTagged;
import scrm.events.UserId;
import scrm.messaging.JdbcTime;
import scrm.messaging.Outbox;
import scrm.messaging.testing.QueryPlans;
import scrm.tag.TagServiceIT;

/** An instance begins with what was written down; a contact that is gone behind everybody's back tells whether. */
class CheckpointIT extends TagServiceIT {
    private static final int CONTACTS = 30;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private JdbcClient client;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private Outbox outbox;

    @Autowired
    private KafkaIndexGroup group;

    @Test
    void anInstanceBeginsWithACheckpointAndTakesInWhatWasToldSince() {
        IntStream.range(0, CONTACTS).forEach(i -> write("wm" + i));
        soon().untilAsserted(() -> assertThat(count()).isEqualTo(CONTACTS));
        takeCheckpoint();
        jdbc.update("DELETE FROM external_contact WHERE corp_id = ? AND external_userid = 'wm7'", corpId());

        group.stop();
        write("wmlater");
        group.start();

        soon().untilAsserted(() -> assertThat(count()).isEqualTo(CONTACTS + 1));
        jdbc.update("UPDATE index_checkpoint_part SET bytes = LEFT(bytes, 40) WHERE corp_id = ?", corpId());
        group.stop();
        group.start();
        // A checkpoint that cannot be read does no harm: contacts are read themselves.
        soon().untilAsserted(() -> assertThat(count()).isEqualTo(CONTACTS));
    }

    @Test
    void thoseThatAreOutdoneAreDeletedAndOneOfWhatHasNotChangedIsKept() {
        write("wm1");
        soon().untilAsserted(() -> assertThat(count()).isEqualTo(1));
        takeCheckpoint();
        long first = checkpoint();
        takeCheckpoint();
        assertThat(checkpoint()).isEqualTo(first);

        write("wm2");
        soon().untilAsserted(() -> assertThat(count()).isEqualTo(2));
        takeCheckpoint();
        assertThat(checkpoint()).isGreaterThan(first);
        assertThat(jdbc.queryForList(
                        "SELECT DISTINCT checkpoint_id FROM index_checkpoint_part WHERE corp_id = ?",
                        Long.class,
                        corpId()))
                .containsExactly(checkpoint());
    }

    @Test
    void checkpointsAreFoundByTheirKeys() {
        QueryPlans.fill(
                jdbc,
                "index_checkpoint",
                "corp_id, topic_id, partition_count, timezone, format, taken_at, begun_at",
                "CONCAT('wwplan', n % 50), 't', 24, 'UTC', 1, '2026-11-30', '2026-11-30'");
        QueryPlans.fill(
                jdbc,
                "index_checkpoint_part",
                "corp_id, checkpoint_id, part, bytes",
                "CONCAT('wwplan', n % 50), n, 0, ''");
        Map<String, Object> parameters =
                Map.of("corpId", "wwplan7", "since", "2026-11-29", "format", 1, "id", 57, "part", 0);

        assertThat(QueryPlans.keys(client, JdbcCheckpoints.OF_CORP, parameters))
                .hasSize(2)
                .containsAnyOf("index_checkpoint_of_corp", "PRIMARY")
                .doesNotContain("null");
        assertThat(QueryPlans.keys(client, JdbcCheckpoints.PART, parameters)).containsExactly("PRIMARY");
        jdbc.update("DELETE FROM index_checkpoint WHERE corp_id LIKE 'wwplan%'");
        jdbc.update("DELETE FROM index_checkpoint_part WHERE corp_id LIKE 'wwplan%'");
    }

    private void takeCheckpoint() {
        WECOM.clock().advance(Duration.ofMinutes(10));
        Instant from = WECOM.clock().instant();
        soon().untilAsserted(() -> assertThat(jdbc.queryForObject(
                        "SELECT COUNT(*) FROM index_checkpoint WHERE corp_id = ? AND taken_at >= ?",
                        Integer.class,
                        corpId(),
                        JdbcTime.of(from)))
                .isEqualTo(1));
    }

    private long checkpoint() {
        return soon().until(
                        () -> jdbc.queryForList(
                                "SELECT id FROM index_checkpoint WHERE corp_id = ?", Long.class, corpId()),
                        ids -> ids.size() == 1)
                .getFirst();
    }

    private long count() {
        return post(
                        "/segments/preview?limit=1",
                        Map.of("definition", Map.of("none", List.of(Map.of("channelId", "none")))))
                .json()
                .path("count")
                .asLong(-1);
    }

    private void write(String contact) {
        transaction.executeWithoutResult(_ -> {
            jdbc.update("INSERT INTO external_contact (corp_id, external_userid) VALUES (?, ?)", corpId(), contact);
            outbox.append(new ExternalContactTagged(
                    EventId.derived("test", UUID.randomUUID().toString()),
                    new CorpId(corpId()),
                    Instant.EPOCH,
                    new UserId("zhang"),
                    new ExternalUserId(contact),
                    List.of(),
                    List.of(),
                    "TEST"));
        });
    }
}
