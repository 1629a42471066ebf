package scrm.sop.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

import scrm.events.CorpId;
import scrm.events.EventId;
import scrm.events.ExternalUserId;
import scrm.events.TaggingEvent.ContactErased;
import scrm.messaging.testing.QueryPlans;
import scrm.sop.SopServiceIT;

class PublicationIT extends SopServiceIT {
    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private JdbcClient client;

    @Test
    void whoPublishedWhomItReachedAndWhatTheySaidIsSeen() {
        corp.people().memberJoins("zhang", "张三");
        corp.people().memberJoins("li", "李四");
        String contact = corp.people().memberAdds("zhang", "小王").externalUserId();
        corp.people().memberAdds("zhang", "小赵");
        JsonNode moment = made(Map.of("content", Map.of("text", "新品"), "departments", List.of(1)));
        String id = moment.path("id").asString();
        String weComId = moment.path("momentId").asString();
        WECOM.clock().advance(Duration.ofMinutes(1));
        soon().untilAsserted(() -> assertThat(members(id)).containsExactly("li ASKED", "zhang ASKED"));

        corp.people().memberPublishesMoment(weComId, "zhang");
        corp.people().contactLikesMoment(weComId, "zhang", contact);
        WECOM.clock().advance(Duration.ofMinutes(5));
        soon().untilAsserted(() -> assertThat(members(id)).containsExactly("li ASKED", "zhang PUBLISHED"));
        soon().untilAsserted(() -> assertThat(all("/moments/" + id + "/reactions"))
                .singleElement()
                .satisfies(said -> {
                    assertThat(said.path("kind").asString()).isEqualTo("LIKE");
                    assertThat(said.path("byExternalUserId").asString()).isEqualTo(contact);
                }));
        JsonNode copy = all("/moments/" + id + "/members?state=PUBLISHED").getFirst();
        assertThat(copy.path("customers").asInt()).isEqualTo(2);
        assertThat(copy.path("reached").asInt()).isEqualTo(2);

        corp.people().contactCommentsMoment(weComId, "zhang", contact);
        WECOM.clock().advance(Duration.ofMinutes(10));
        soon().untilAsserted(
                        () -> assertThat(all("/moments/" + id + "/reactions")).hasSize(2));

        publish(new ContactErased(
                EventId.derived("publication-it", corpId()),
                new CorpId(corpId()),
                WECOM.clock().instant(),
                new ExternalUserId(contact)));
        soon().untilAsserted(
                        () -> assertThat(all("/moments/" + id + "/reactions")).isEmpty());
        int asked = calls("externalcontact/get_moment_comments").size();
        WECOM.clock().advance(Duration.ofHours(1));
        soon().untilAsserted(() ->
                assertThat(calls("externalcontact/get_moment_comments")).hasSizeGreaterThan(asked));
        assertThat(all("/moments/" + id + "/reactions")).isEmpty();
    }

    @Test
    void whoNeverPublishesIsGivenUpAndRankedLast() {
        corp.people().memberJoins("zhang", "张三");
        corp.people().memberJoins("li", "李四");
        corp.people().memberJoins("wang", "王五");
        Instant from = WECOM.clock().instant();
        String first = made(Map.of("content", Map.of("text", "一"), "userIds", List.of("zhang", "li", "wang")))
                .path("momentId")
                .asString();
        JsonNode second = made(Map.of("content", Map.of("text", "二"), "userIds", List.of("zhang", "li", "wang")));
        corp.people().memberPublishesMoment(first, "li");
        corp.people().memberPublishesMoment(first, "zhang");
        corp.people().memberPublishesMoment(second.path("momentId").asString(), "li");
        WECOM.clock().advance(Duration.ofMinutes(5));
        String period = "from=" + from + "&until=" + from.plus(Duration.ofDays(30));
        soon().untilAsserted(() -> assertThat(ranking(period)).containsExactly("li 1.0", "zhang 0.5", "wang 0.0"));

        WECOM.clock().advance(Duration.ofDays(7).plusHours(2));

        soon().untilAsserted(() -> assertThat(members(second.path("id").asString()))
                .containsExactly("li PUBLISHED", "wang NOT_PUBLISHED", "zhang NOT_PUBLISHED"));
        assertThat(ranking(period)).containsExactly("li 1.0", "zhang 0.5", "wang 0.0");
        assertThat(get("/quotas?kind=MEMBER&receiver=wang").status()).isEqualTo(200);
        assertThat(client.sql("SELECT state FROM quota_use WHERE corp_id = :corpId ORDER BY receiver, n")
                        .param("corpId", corpId())
                        .query(String.class)
                        .list())
                .containsExactly("SENT", "SENT", "SENT");
    }

    @Test
    void aRankingReadsItsPeriodByIndex() {
        QueryPlans.fill(
                jdbc,
                "moment_member",
                "corp_id, moment_id, userid, state, asked_at",
                "'wwrank', n, CONCAT('u', n % 100), 'PUBLISHED', '2020-01-01' + INTERVAL n HOUR");

        assertThat(QueryPlans.keys(
                        client,
                        JdbcPublications.RANKING,
                        Map.of(
                                "corpId",
                                "wwrank",
                                "from",
                                "2020-06-01",
                                "until",
                                "2020-06-10",
                                "permille",
                                1001,
                                "after",
                                "",
                                "limit",
                                50)))
                .containsExactly("moment_member_ranking");
        assertThat(get("/moments/publications?from=2020-01-01T00:00:00Z&until=2022-01-01T00:00:00Z")
                        .status())
                .isEqualTo(400);
    }

    private JsonNode made(Map<String, Object> moment) {
        String id = post("/moments", moment).json().path("id").asString();
        soon().untilAsserted(() -> assertThat(
                        get("/moments/" + id).json().path("status").asString())
                .isEqualTo("MAKING"));
        WECOM.clock().advance(Duration.ofSeconds(6));
        soon().untilAsserted(() -> assertThat(
                        get("/moments/" + id).json().path("status").asString())
                .isEqualTo("MADE"));
        return get("/moments/" + id).json();
    }

    private List<String> members(String id) {
        return all("/moments/" + id + "/members").stream()
                .map((JsonNode member) -> member.path("userId").asString() + " "
                        + member.path("state").asString())
                .toList();
    }

    private List<String> ranking(String period) {
        return all("/moments/publications?" + period).stream()
                .map((JsonNode rank) -> rank.path("userId").asString() + " "
                        + rank.path("completion").asDouble())
                .toList();
    }
}
