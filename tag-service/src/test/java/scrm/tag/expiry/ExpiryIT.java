package scrm.tag.expiry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.harness.Answer;
import scrm.messaging.testing.QueryPlans;
import scrm.simulator.Friendship;
import scrm.simulator.People.ConsoleTags;
import scrm.tag.TagServiceIT;

class ExpiryIT extends TagServiceIT {
    private static final String MARK = "externalcontact/mark_tag";

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private JdbcClient client;

    @Autowired
    private ExpiryData data;

    @Autowired
    private TransactionTemplate transaction;

    private List<String> tagIds = List.of();
    private Friendship friend = new Friendship("", "", null, null);

    @BeforeEach
    void meet() {
        ConsoleTags console = people.consoleAddsTags("活动", List.of("双十一", "会员"));
        tagIds = console.tagIds();
        friend = people.memberAdds("zhang", "李雷");
        soon().untilAsserted(() -> {
            assertThat(all("/corp-tags")).hasSize(2);
            assertThat(get("/external-contacts/" + friend.externalUserId())
                            .json()
                            .at("/followUsers/0/addedAt")
                            .asString(""))
                    .isNotEmpty();
        });
    }

    @Test
    void aTagIsTakenAwayOnceWhenItsTimeEnds() {
        add(tagIds.getFirst(), Duration.ofDays(3));
        add(tagIds.getLast(), null);
        holds(2);
        JsonNode set = assignments().getLast();
        assertThat(set.path("expiresAt").asString()).isNotEmpty();

        WECOM.clock().advance(Duration.ofDays(2));
        assertThat(ending()).isZero();
        WECOM.clock().advance(Duration.ofDays(1));
        holds(1);
        JsonNode taken = assignments().getFirst();
        assertThat(taken.path("change").asString()).isEqualTo("REMOVE");
        assertThat(taken.path("source").asString())
                .isEqualTo("EXPIRY:" + set.path("id").asString());
        assertThat(taken.path("state").asString()).isEqualTo("APPLIED");
        assertThat(assignments()).hasSize(3);
        assertThat(rows()).isZero();
        assertThat(timelineSources()).contains("EXPIRY:" + set.path("id").asString());
    }

    @Test
    void whatIsSetForGoodMeanwhileStays() {
        add(tagIds.getFirst(), Duration.ofDays(3));
        holds(1);
        add(tagIds.getFirst(), null);
        settled();

        WECOM.clock().advance(Duration.ofDays(4));
        add(tagIds.getLast(), Duration.ofHours(1));
        holds(2);
        WECOM.clock().advance(Duration.ofHours(2));
        holds(1);
        assertThat(held()).containsExactly(tagIds.getFirst());
    }

    @Test
    void theLongestOfThoseWhoSetItCounts() {
        add(tagIds.getFirst(), Duration.ofDays(3));
        holds(1);
        add(tagIds.getFirst(), Duration.ofDays(10));
        settled();
        add(tagIds.getFirst(), Duration.ofDays(1));
        settled();

        WECOM.clock().advance(Duration.ofDays(4));
        add(tagIds.getLast(), Duration.ofHours(1));
        holds(2);
        WECOM.clock().advance(Duration.ofDays(7));
        holds(0);
    }

    @Test
    void aTagThatWasThereForGoodDoesNotEndBecauseSomebodyWantsItForAWhile() {
        add(tagIds.getFirst(), null);
        holds(1);
        add(tagIds.getFirst(), Duration.ofDays(1));
        settled();

        assertThat(rows()).isZero();
    }

    @Test
    void whatAMemberTookAwayInTheClientIsForgotten() {
        add(tagIds.getFirst(), Duration.ofDays(3));
        holds(1);
        people.memberMarksTags("zhang", friend.externalUserId(), List.of(), List.of(tagIds.getFirst()));
        holds(0);
        assertThat(rows()).isZero();

        int calls = calls(MARK).size();
        WECOM.clock().advance(Duration.ofDays(4));
        add(tagIds.getLast(), null);
        holds(1);
        assertThat(calls(MARK)).hasSize(calls + 1);
    }

    /** As after a while in which nobody was there: late, not never. */
    @Test
    void aTagWhoseTimeEndedWhileNobodyWasThereIsTakenAwayLate() {
        add(tagIds.getFirst(), Duration.ofDays(3));
        holds(1);
        jdbc.update("UPDATE work SET state = 'DONE' WHERE kind = 'tag-expiry' AND corp_id = ?", corpId());
        WECOM.clock().advance(Duration.ofDays(30));
        assertThat(rows()).isEqualTo(1);
        jdbc.update("UPDATE work SET state = 'READY' WHERE kind = 'tag-expiry' AND corp_id = ?", corpId());

        holds(0);
    }

    @Test
    void aTimeThatIsPastIsRefused() {
        assertThat(addAt(tagIds.getFirst(), Duration.ofSeconds(-1)).status()).isEqualTo(400);
        assertThat(assignments()).isEmpty();
    }

    @Test
    void aContactsExpiriesAreShownAndErasedOnRequest() {
        add(tagIds.getFirst(), Duration.ofDays(3));
        holds(1);
        CorpId corp = new CorpId(corpId());
        ExternalUserId contact = new ExternalUserId(friend.externalUserId());
        assertThat(data.export(corp, contact)).hasSize(1);

        transaction.executeWithoutResult(_ -> data.erase(corp, contact));
        assertThat(rows()).isZero();
    }

    @Test
    void whatIsDueIsFoundByWhenItEnds() {
        QueryPlans.fill(
                jdbc,
                "tag_expiry",
                "corp_id, external_userid, userid, tag_id, assignment_id, expires_at, ending",
                "'wwplan', CONCAT('wm', n), 'zhang', 't', n, '2026-11-22' + INTERVAL n MINUTE, n % 100 = 0");

        for (String query : List.of(JdbcExpiries.DUE, JdbcExpiries.NEXT, JdbcExpiries.ENDING)) {
            assertThat(QueryPlans.keys(
                            client, query, Map.of("corpId", "wwplan", "now", "2026-11-22 00:10:00", "limit", 200)))
                    .as(query)
                    .contains("tag_expiry_due");
        }
    }

    private void add(String tagId, @Nullable Duration lasting) {
        assertThat(addAt(tagId, lasting).status()).isEqualTo(202);
    }

    private Answer addAt(String tagId, @Nullable Duration lasting) {
        Map<String, Object> wanted = new HashMap<>(Map.of("tagIds", List.of(tagId)));
        if (lasting != null) {
            wanted.put("expiresAt", WECOM.clock().instant().plus(lasting).toString());
        }
        return post("/external-contacts/" + friend.externalUserId() + "/tags", wanted);
    }

    private List<String> held() {
        List<String> held = new ArrayList<>();
        get("/external-contacts/" + friend.externalUserId())
                .json()
                .at("/followUsers/0/tags")
                .forEach(tag -> held.add(tag.path("tagId").asString()));
        return held;
    }

    private void holds(int tags) {
        soon().untilAsserted(() -> assertThat(held()).hasSize(tags));
        settled();
    }

    private void settled() {
        soon().untilAsserted(() -> assertThat(assignments())
                .noneMatch(one -> one.path("state").asString().equals("PENDING")));
    }

    private List<JsonNode> assignments() {
        return all("/external-contacts/" + friend.externalUserId() + "/tags");
    }

    private List<String> timelineSources() {
        return all("/external-contacts/" + friend.externalUserId() + "/timeline").stream()
                .map(entry -> entry.at("/detail/source").asString(""))
                .toList();
    }

    private int rows() {
        return jdbc.queryForObject("SELECT COUNT(*) FROM tag_expiry WHERE corp_id = ?", Integer.class, corpId());
    }

    private int ending() {
        return jdbc.queryForObject(
                "SELECT COUNT(*) FROM tag_expiry WHERE corp_id = ? AND ending", Integer.class, corpId());
    }
}
