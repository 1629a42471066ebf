package scrm.sop.fact;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

import scrm.events.CorpId;
import scrm.events.EventId;
import scrm.events.ExternalUserId;
import scrm.events.TagId;
import scrm.events.TaggingEvent.ExternalContactTagged;
import scrm.events.UserId;
import scrm.messaging.testing.QueryPlans;
import scrm.sop.SopServiceIT;

class ContactTagIT extends SopServiceIT {
    private static final TagId VIP = new TagId("etVIP");
    private static final TagId NEW = new TagId("etNEW");
    private static final ExternalUserId LI = new ExternalUserId("wmLI");
    private static final ExternalUserId WU = new ExternalUserId("wmWU");

    private final Instant now = WECOM.clock().instant();

    @Autowired
    private TagFacts facts;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private JdbcClient client;

    @Test
    void aContactHasTheTagsThatAnyMemberHasSet() {
        tagged("zhang", LI, now, List.of(VIP), List.of());
        tagged("wang", LI, now, List.of(NEW), List.of());
        tagged("wang", WU, now, List.of(NEW), List.of());

        soon().untilAsserted(
                        () -> assertThat(known(VIP, NEW)).isEqualTo(Map.of(LI, Set.of(VIP, NEW), WU, Set.of(NEW))));
        assertThat(known(VIP)).isEqualTo(Map.of(LI, Set.of(VIP)));
    }

    @Test
    void aTagIsHeldUntilTheLastMemberHasTakenItAway() {
        tagged("zhang", LI, now, List.of(VIP), List.of());
        tagged("wang", LI, now, List.of(VIP), List.of());
        tagged("zhang", LI, now.plusSeconds(1), List.of(), List.of(VIP));
        tagged("wang", LI, now.plusSeconds(1), List.of(NEW), List.of());
        soon().untilAsserted(() -> assertThat(known(VIP, NEW)).isEqualTo(Map.of(LI, Set.of(VIP, NEW))));

        tagged("wang", LI, now.plusSeconds(2), List.of(), List.of(VIP));

        soon().untilAsserted(() -> assertThat(known(VIP, NEW)).isEqualTo(Map.of(LI, Set.of(NEW))));
    }

    @Test
    void anOlderWordThatComesLateChangesNothing() {
        tagged("zhang", LI, now, List.of(), List.of(VIP));
        tagged("zhang", LI, now.minus(Duration.ofDays(1)), List.of(VIP, NEW), List.of());

        soon().untilAsserted(() -> assertThat(known(VIP, NEW)).isEqualTo(Map.of(LI, Set.of(NEW))));
    }

    @Test
    void whatABatchAsksIsReadByIndex() {
        QueryPlans.fill(
                jdbc,
                "contact_tag",
                "corp_id, external_userid, userid, tag_id, held, changed_at",
                "'wwfacts', CONCAT('wm', n), 'zhang', CONCAT('et', n % 7), TRUE, '2026-11-22'");

        assertThat(QueryPlans.keys(
                        client,
                        JdbcContactTags.HELD,
                        Map.of(
                                "corpId", "wwfacts",
                                "externalUserIds", List.of("wm7", "wm4711"),
                                "tagIds", List.of("et1", "et2"))))
                .containsExactly("PRIMARY");
        jdbc.update("DELETE FROM contact_tag WHERE corp_id = 'wwfacts'");
    }

    private Map<ExternalUserId, Set<TagId>> known(TagId... tags) {
        return facts.of(new CorpId(corpId()), List.of(LI, WU), List.of(tags));
    }

    private void tagged(String userId, ExternalUserId contact, Instant at, List<TagId> added, List<TagId> removed) {
        publish(new ExternalContactTagged(
                EventId.derived("tagged", corpId(), userId, contact.value(), at.toString(), added.toString()),
                new CorpId(corpId()),
                at,
                new UserId(userId),
                contact,
                added,
                removed,
                "RULE:1:1"));
    }
}
