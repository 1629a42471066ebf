package scrm.tag.growth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.harness.Answer;
import scrm.simulator.Friendship;
import scrm.tag.TagServiceIT;

class GrowthIT extends TagServiceIT {
    @Autowired
    private JdbcGrowthData data;

    @Autowired
    private TransactionTemplate transaction;

    @Test
    void aContactRisesByWhatItDoesAndFallsWhenItDoesNothing() {
        publish(model(true, "成长等级"), "\"0\"");
        Friendship added = friend();
        soon().untilAsserted(() -> assertThat(levelTags(added)).containsExactly("C"));
        tell(added, "BIG_DEAL", "deal");
        soon().untilAsserted(() -> assertThat(levelTags(added)).containsExactly("A"));
        JsonNode growth = growth(added).json();
        assertThat(growth.path("level").asString()).isEqualTo("A");
        assertThat(growth.path("points").asDouble()).isBetween(140d, 155d);
        assertThat(growth.path("behaviours")).anySatisfy(one -> {
            assertThat(one.path("kind").asString()).isEqualTo("BIG_DEAL");
            assertThat(one.path("times").asInt()).isEqualTo(1);
        });
        assertThat(Instant.parse(growth.path("fallsAt").asString()))
                .isBetween(now().plus(Duration.ofDays(3)), now().plus(Duration.ofDays(8)));

        WECOM.clock().advance(Duration.ofDays(9));
        soon().untilAsserted(() -> assertThat(levelTags(added)).containsExactly("B"));
        WECOM.clock().advance(Duration.ofDays(30));
        soon().untilAsserted(() -> assertThat(levelTags(added)).containsExactly("C"));
        soon().untilAsserted(() -> assertThat(reasons(added)).containsExactly("NEW", "POINTS", "DECAY", "DECAY"));

        LocalDate from = LocalDate.ofInstant(now(), ZoneOffset.UTC).minusDays(60);
        String period = "?from=" + from + "&to=" + from.plusDays(62);
        List<String> ways = new ArrayList<>();
        get("/growth-model/movements" + period)
                .json()
                .path("rows")
                .forEach(row ->
                        ways.add(row.path("from").asString("") + row.path("to").asString() + row.path("contacts")));
        assertThat(ways).containsExactly("C1", "CA1", "AB1", "BC1");
        assertThat(send(request("/growth-model/movements" + period)
                                .header("Accept", "text/csv")
                                .GET())
                        .http()
                        .body())
                .contains("week,from,to,contacts");
    }

    @Test
    void whatSomebodySetsWinsForItsTimeAndIsKeptWithItsReason() {
        publish(model(true, "成长等级"), "\"0\"");
        Friendship added = friend();
        soon().untilAsserted(() -> assertThat(growth(added).status()).isEqualTo(200));
        String path = "/external-contacts/" + added.externalUserId() + "/growth";
        Map<String, Object> wanted = Map.of("level", "S", "until", now().plus(Duration.ofDays(5)), "reason", "老板朋友");
        Answer set = put(path, "\"0\"", wanted);
        assertThat(set.status()).as(set.http().body()).isEqualTo(200);
        assertThat(set.json().path("level").asString()).isEqualTo("S");
        assertThat(set.json().at("/setByPeople/0/actor").asString()).isEqualTo("somebody");
        assertThat(put(path, "\"0\"", wanted).status()).isEqualTo(412);
        assertThat(put(path, set.etag(), Map.of("level", "S", "until", "2020-01-01T00:00:00Z", "reason", "x"))
                        .status())
                .isEqualTo(400);
        soon().untilAsserted(() -> assertThat(levelTags(added)).containsExactly("S"));
        tell(added, "DEAL", "deal1");
        soon().untilAsserted(() ->
                assertThat(growth(added).json().path("points").asDouble()).isGreaterThan(40));
        assertThat(growth(added).json().path("level").asString()).isEqualTo("S");

        WECOM.clock().advance(Duration.ofDays(5));
        soon().untilAsserted(() -> assertThat(levelTags(added)).containsExactly("C"));
        assertThat(data.export(new CorpId(corpId()), new ExternalUserId(added.externalUserId()))
                        .toString())
                .contains("老板朋友");
        transaction.executeWithoutResult(
                _ -> data.erase(new CorpId(corpId()), new ExternalUserId(added.externalUserId())));
        assertThat(growth(added).status()).isEqualTo(404);
    }

    @Test
    void anotherModelBringsAllContactsInLine() {
        List<Friendship> friends = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Friendship added = friend();
            friends.add(added);
            tell(added, "DEAL", "deal");
        }
        assertThat(growth(friends.getFirst()).status()).isEqualTo(404);
        assertThat(get("/growth-model").json().path("version").asInt(-1)).isZero();
        Answer first = publish(model(true, null), "\"0\"");
        done(first);
        friends.forEach(added ->
                assertThat(growth(added).json().path("level").asString()).isEqualTo("B"));

        Map<String, Object> strict = new HashMap<>(model(true, null));
        strict.put("thresholds", Map.of("s", 1000, "a", 500, "b", 400));
        assertThat(put("/growth-model", "\"0\"", strict).status()).isEqualTo(412);
        Answer second = publish(strict, first.etag());
        assertThat(second.json().path("version").asInt()).isEqualTo(2);
        done(second);
        friends.forEach(added ->
                assertThat(growth(added).json().path("level").asString()).isEqualTo("C"));
        soon().untilAsserted(() -> assertThat(reasons(friends.getFirst())).containsExactly("NEW", "MODEL"));
        assertThat(second.status()).isEqualTo(202);
        Answer same = publish(strict, second.etag());
        assertThat(same.status()).isEqualTo(200);
        assertThat(same.json().has("job")).isFalse();
    }

    @Test
    void aMemberWhoBecomesAFriendLaterSeesTheLevelAsWell() {
        publish(model(true, "成长等级"), "\"0\"");
        Friendship added = friend();
        soon().untilAsserted(() -> assertThat(levelTags(added)).containsExactly("C"));
        people.memberAddsExisting("li", added.externalUserId());
        soon().untilAsserted(() -> {
            JsonNode followUsers =
                    get("/external-contacts/" + added.externalUserId()).json().path("followUsers");
            assertThat(followUsers)
                    .hasSize(2)
                    .allSatisfy(one ->
                            assertThat(one.at("/tags/0/name").asString("")).isEqualTo("C"));
        });
    }

    @Test
    void aModelThatMakesNoSenseIsRefused() {
        Map<String, Object> wrong = new HashMap<>(model(true, null));
        wrong.put("thresholds", Map.of("s", 100, "a", 100, "b", 1));
        Answer answer = put("/growth-model", "\"0\"", wrong);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/errors/0/field").asString()).isEqualTo("thresholds.a");
        wrong.put("points", List.of(Map.of("kind", "A", "points", 1), Map.of("kind", "A", "points", 2)));
        assertThat(put("/growth-model", "\"0\"", wrong)
                        .json()
                        .at("/errors/0/field")
                        .asString())
                .isEqualTo("points[1].kind");
        Friendship added = friend();
        assertThat(put(
                                "/external-contacts/" + added.externalUserId() + "/growth",
                                "*",
                                Map.of("level", "S", "until", now().plus(Duration.ofDays(5)), "reason", "x"))
                        .json()
                        .path("reason")
                        .asString())
                .isEqualTo("growth_off");
    }

    /** By a half-life of ten days, 50 points a deal. */
    private static Map<String, Object> model(boolean enabled, String tagGroup) {
        Map<String, Object> model = new HashMap<>(Map.of(
                "enabled",
                enabled,
                "points",
                List.of(
                        Map.of("kind", "BIG_DEAL", "points", 150),
                        Map.of("kind", "DEAL", "points", 50),
                        Map.of("kind", "ADDED", "points", 1)),
                "halfLifeDays",
                10,
                "thresholds",
                Map.of("s", 200, "a", 100, "b", 40),
                "hysteresisPercent",
                5));
        if (tagGroup != null) {
            model.put("tagGroup", tagGroup);
        }
        return model;
    }

    private Answer publish(Map<String, Object> model, String etag) {
        Answer published = put("/growth-model", etag, model);
        assertThat(published.status()).as(published.http().body()).isIn(200, 202);
        return published;
    }

    private void done(Answer published) {
        String job = published.json().at("/job/id").asString();
        soon().untilAsserted(() ->
                assertThat(get("/jobs/" + job).json().path("state").asString()).isEqualTo("SUCCEEDED"));
    }

    private Friendship friend() {
        Friendship added = people.memberAdds("zhang", "李雷");
        soon().untilAsserted(() -> {
            assertThat(get("/external-contacts/" + added.externalUserId())
                            .json()
                            .at("/followUsers/0/addedAt")
                            .asString(""))
                    .isNotEmpty();
            assertThat(all("/external-contacts/" + added.externalUserId() + "/behaviours"))
                    .isNotEmpty();
        });
        return added;
    }

    private void tell(Friendship friendship, String kind, String key) {
        assertThat(post(
                                "/external-contacts/" + friendship.externalUserId() + "/behaviours",
                                Map.of("kind", kind, "key", key))
                        .status())
                .isEqualTo(201);
    }

    private Answer growth(Friendship friendship) {
        return get("/external-contacts/" + friendship.externalUserId() + "/growth");
    }

    private List<String> levelTags(Friendship friendship) {
        List<String> names = new ArrayList<>();
        get("/external-contacts/" + friendship.externalUserId())
                .json()
                .at("/followUsers/0/tags")
                .forEach(tag -> names.add(tag.path("name").asString()));
        return names;
    }

    private List<String> reasons(Friendship friendship) {
        return all("/external-contacts/" + friendship.externalUserId() + "/timeline").stream()
                .filter(entry -> entry.path("kind").asString().equals("GROWTH_LEVEL"))
                .map(entry -> entry.at("/detail/reason").asString())
                .toList();
    }

    private static Instant now() {
        return WECOM.clock().instant();
    }
}
