package scrm.sop.audience;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.EventId;
import scrm.events.GroupEvent.GroupChartered;
import scrm.events.GroupEvent.GroupChatEnded;
import scrm.events.GroupEvent.GroupChatOpened;
import scrm.events.GroupEvent.GroupHealthChanged;
import scrm.events.GroupEvent.GroupLifecycleChanged;
import scrm.events.UserId;
import scrm.messaging.testing.QueryPlans;
import scrm.sop.SopServiceIT;
import scrm.sop.audience.KnownGroups.Listed;

class GroupTargetsIT extends SopServiceIT {
    private static final Instant EARLY = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant LATE = EARLY.plus(Duration.ofDays(1));

    @Autowired
    private GroupTargets targets;

    @Autowired
    private KnownGroups known;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private JdbcClient client;

    @Autowired
    private TransactionTemplate transaction;

    @Test
    void aGroupIsKnownByWhatEventsTellOfItInWhateverOrder() {
        ChatId chat = new ChatId("wr1");
        publish(new GroupLifecycleChanged(event("a"), corp(), LATE, chat, "ACTIVE", "DECLINING", "FEW"));
        publish(new GroupLifecycleChanged(event("b"), corp(), EARLY, chat, "RECRUITING", "ACTIVE", "FULL"));
        publish(new GroupHealthChanged(event("c"), corp(), EARLY, chat, 20, "CRITICAL", null));
        publish(new GroupChartered(
                event("d"),
                corp(),
                EARLY,
                chat,
                "1",
                1,
                "WELFARE",
                List.of(),
                List.of(),
                List.of(),
                java.time.LocalDate.of(2026, 1, 1),
                null));
        publish(new GroupChatOpened(event("e"), corp(), EARLY, chat, new UserId("zhang"), "福利群"));

        GroupTarget expected =
                new GroupTarget(chat, new UserId("zhang"), "福利群", true, "WELFARE", "DECLINING", "CRITICAL");
        soon().untilAsserted(() ->
                assertThat(targets.find(corp(), List.of(chat))).containsExactly(Map.entry(chat, expected)));

        publish(new GroupChatEnded(event("f"), corp(), LATE, chat));
        soon().untilAsserted(
                        () -> assertThat(targets.count(corp(), GroupFilter.ALL)).isZero());
    }

    @Test
    void aFilterMeansTheOpenGroupsOfWhichAllIsTrue() {
        for (int i = 0; i < 12; i++) {
            ChatId chat = new ChatId("wr%02d".formatted(i));
            known.owned(corp(), chat, new UserId(i % 2 == 0 ? "zhang" : "li"), "", EARLY);
            known.chartered(corp(), chat, i % 3 == 0 ? "WELFARE" : "CONTENT", EARLY);
            known.moved(corp(), chat, "ACTIVE", EARLY);
        }
        known.banded(corp(), new ChatId("wr06"), "CRITICAL", EARLY);
        known.moved(corp(), new ChatId("wr-unread"), "ACTIVE", EARLY);

        GroupFilter filter = new GroupFilter(
                List.of(new UserId("zhang")), List.of("WELFARE"), List.of("ACTIVE"), List.of(), List.of());
        assertThat(ids(targets.page(corp(), filter, null, 10))).containsExactly("wr00", "wr06");
        assertThat(ids(targets.page(corp(), filter, new ChatId("wr00"), 10))).containsExactly("wr06");
        assertThat(targets.count(corp(), filter)).isEqualTo(2);
        assertThat(targets.count(corp(), GroupFilter.ALL)).isEqualTo(12);
        assertThat(targets.count(
                        corp(), new GroupFilter(List.of(), List.of(), List.of(), List.of("CRITICAL"), List.of())))
                .isEqualTo(1);
        assertThat(targets.count(new CorpId("ww-other"), GroupFilter.ALL)).isZero();
    }

    @Test
    void whatIsListedFillsGapsAndChangesNothingThatEventsTold() {
        ChatId told = new ChatId("wr1");
        ChatId old = new ChatId("wr2");
        known.owned(corp(), told, new UserId("zhang"), "new", EARLY);
        transaction.executeWithoutResult(_ -> {
            known.listed(
                    corp(),
                    List.of(
                            new Listed(told, new UserId("li"), "old", true, "HEALTHY"),
                            new Listed(old, new UserId("li"), "old", true, null)));
            known.listedPhases(corp(), Map.of(told, "ACTIVE", old, "DORMANT"));
            known.listedKinds(corp(), Map.of(old, "TASK"));
        });

        assertThat(targets.page(corp(), GroupFilter.ALL, null, 10))
                .containsExactly(
                        new GroupTarget(told, new UserId("zhang"), "new", true, null, "ACTIVE", "HEALTHY"),
                        new GroupTarget(old, new UserId("li"), "old", true, "TASK", "DORMANT", null));
    }

    @Test
    void aPageReadsTheGroupsOfTheCorpInTheOrderOfTheKey() {
        QueryPlans.fill(
                jdbc,
                "group_target",
                "corp_id, chat_id, owner, owner_at, charter_at, phase_at, band_at",
                "CONCAT('wwplan', n % 10), CONCAT('wr', n), CONCAT('u', n % 50), '2026-01-01', '2026-01-01',"
                        + " '2026-01-01', '2026-01-01'");

        assertThat(QueryPlans.keys(
                        client,
                        "SELECT *" + JdbcGroupTargets.WHERE + " ORDER BY chat_id LIMIT 100",
                        Map.of("corpId", "wwplan3", "after", "wr3")))
                .containsExactly("PRIMARY");
        jdbc.update("DELETE FROM group_target WHERE corp_id LIKE 'wwplan%'");
    }

    private CorpId corp() {
        return new CorpId(corpId());
    }

    private EventId event(String name) {
        return EventId.derived("test", corpId(), name);
    }

    private static List<String> ids(List<GroupTarget> found) {
        return found.stream().map(target -> target.chatId().value()).toList();
    }
}
