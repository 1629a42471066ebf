package scrm.tag.personaltag;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

import scrm.events.TaggingEvent.PersonalTagsChanged;
import scrm.harness.Answer;
import scrm.messaging.testing.QueryPlans;
import scrm.simulator.Friendship;
import scrm.tag.TagServiceIT;

class PersonalTagIT extends TagServiceIT {
    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private JdbcClient client;

    @Test
    void aMembersTagIsShownWithTheContactAndCounted() {
        Friendship one = stored("一");
        Friendship two = stored("二");
        String tag = tag("zhang", "球友");

        assertThat(change(tag, List.of(one, two), List.of()).json().toString())
                .isEqualTo("{\"added\":2,\"removed\":0}");

        assertThat(get("/personal-tags/" + tag).json().path("contacts").asInt()).isEqualTo(2);
        assertThat(all("/personal-tags/" + tag + "/contacts")).hasSize(2);
        assertThat(personalTags(one)).isEqualTo("[\"球友\"]");
        assertThat(all("/personal-tags?userId=zhang")).hasSize(1);
        assertThat(all("/personal-tags?userId=li")).isEmpty();
        soon().untilAsserted(() -> assertThat(published(PersonalTagsChanged.class))
                .hasSize(2)
                .allSatisfy(event -> assertThat(event.added()).containsExactly("球友")));
        assertThat(calls("externalcontact/mark_tag")).isEmpty();
    }

    @Test
    void onlyWhatChangesIsTold() {
        Friendship one = stored("一");
        Friendship two = stored("二");
        String tag = tag("zhang", "球友");
        change(tag, List.of(one), List.of());

        assertThat(change(tag, List.of(one, two), List.of())
                        .json()
                        .path("added")
                        .asInt())
                .isEqualTo(1);
        assertThat(change(tag, List.of(), List.of(one)).json().path("removed").asInt())
                .isEqualTo(1);
        assertThat(change(tag, List.of(), List.of(one)).json().path("removed").asInt())
                .isZero();
        soon().untilAsserted(
                        () -> assertThat(published(PersonalTagsChanged.class)).hasSize(3));
    }

    @Test
    void aDryRunCountsAndChangesNothing() {
        Friendship one = stored("一");
        String tag = tag("zhang", "球友");

        Answer answer =
                post("/personal-tags/" + tag + "/contacts?dryRun=true", Map.of("add", List.of(one.externalUserId())));

        assertThat(answer.json().path("added").asInt()).isEqualTo(1);
        assertThat(personalTags(one)).isEqualTo("[]");
    }

    @Test
    void aContactWhomTheMemberDoesNotFollowIsNamedAndNothingChanges() {
        Friendship one = stored("一");
        String tag = tag("li", "球友");

        Answer answer = change(tag, List.of(one), List.of());

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/errors/0/field").asString()).isEqualTo("add[0]");
        assertThat(personalTags(one)).isEqualTo("[]");
    }

    @Test
    void aReadingTouchesOnlyWeComsPersonalTags() {
        Friendship one = stored("一");
        change(tag("zhang", "我们的"), List.of(one), List.of());
        people.memberMarksPersonalTag("zhang", one.externalUserId(), "微信的");

        soon().untilAsserted(() -> assertThat(personalTags(one)).isEqualTo("[\"微信的\",\"我们的\"]"));
        soon().untilAsserted(() -> assertThat(published(PersonalTagsChanged.class))
                .extracting(PersonalTagsChanged::added)
                .contains(List.of("微信的"), List.of("我们的")));
    }

    @Test
    void aDeletedTagIsTakenOffItsContacts() {
        List<Friendship> many = List.of(stored("一"), stored("二"), stored("三"));
        String tag = tag("zhang", "球友");
        change(tag, many, List.of());

        assertThat(delete("/personal-tags/" + tag).status()).isEqualTo(204);

        assertThat(get("/personal-tags/" + tag).status()).isEqualTo(404);
        soon().untilAsserted(() -> {
            many.forEach(one -> assertThat(personalTags(one)).isEqualTo("[]"));
            assertThat(published(PersonalTagsChanged.class)).hasSize(6);
        });
        soon().untilAsserted(() -> assertThat(post("/personal-tags", Map.of("userId", "zhang", "name", "球友"))
                        .status())
                .isEqualTo(201));
    }

    @Test
    void wrongNamesAreRefused() {
        tag("zhang", "球友");
        assertThat(refused("zhang", "球友")).isEqualTo("name");
        assertThat(refused("zhang", " ")).isEqualTo("name");
        assertThat(refused("zhang", "长".repeat(31))).isEqualTo("name");
        assertThat(refused("zhang", "a\u0007b")).isEqualTo("name");
        assertThat(post("/personal-tags", Map.of("userId", "li", "name", "球友")).status())
                .isEqualTo(201);
    }

    @Test
    void tenThousandContactsAreTaggedAtOnce() {
        corp.populate(1, 10_000);
        String job = post("/jobs", Map.of("kind", "external-contact-sync"))
                .json()
                .path("id")
                .asString();
        soon().untilAsserted(() ->
                assertThat(get("/jobs/" + job).json().path("state").asString()).isEqualTo("SUCCEEDED"));
        List<String> ids = new ArrayList<>(
                client.sql("SELECT external_userid FROM follow_user WHERE corp_id = ? AND userid = 'u00001'")
                        .param(corpId())
                        .query((row, _) -> row.getString(1))
                        .list());
        String tag = tag("u00001", "老");

        assertThat(post("/personal-tags/" + tag + "/contacts", Map.of("add", ids))
                        .json()
                        .path("added")
                        .asInt())
                .isEqualTo(10_000);

        ids.add("wm-one-too-many");
        assertThat(post("/personal-tags/" + tag + "/contacts", Map.of("add", ids))
                        .status())
                .isEqualTo(400);
        assertThat(get("/personal-tags/" + tag).json().path("contacts").asInt()).isEqualTo(10_000);
    }

    @Test
    void countsAndContactsAreReadByIndex() {
        QueryPlans.fill(
                jdbc,
                "personal_tag",
                "corp_id, external_userid, userid, origin, tag_name",
                "'wwtags', CONCAT('wm', n), CONCAT('u', n % 50), 'SCRM', CONCAT('t', n % 7)");

        assertThat(QueryPlans.keys(
                        client,
                        JdbcPersonalTags.COUNTS,
                        Map.of("corpId", "wwtags", "tags", List.of(new Object[] {"u1", "t1"}, new Object[] {"u2", "t3"
                        }))))
                .containsExactly("personal_tag_by_name");
        assertThat(QueryPlans.keys(
                        client,
                        JdbcPersonalTags.TAGGED,
                        Map.of("corpId", "wwtags", "userId", "u1", "name", "t1", "after", "wm2", "limit", 51)))
                .containsExactly("personal_tag_by_name");
    }

    private Friendship stored(String name) {
        Friendship added = people.memberAdds("zhang", name);
        soon().untilAsserted(() ->
                assertThat(followUser(added).path("addedAt").asString("")).isNotEmpty());
        return added;
    }

    private JsonNode followUser(Friendship friendship) {
        return get("/external-contacts/" + friendship.externalUserId())
                .json()
                .path("followUsers")
                .path(0);
    }

    private String personalTags(Friendship friendship) {
        return followUser(friendship).path("personalTags").toString();
    }

    private String tag(String userId, String name) {
        Answer made = post("/personal-tags", Map.of("userId", userId, "name", name));
        assertThat(made.status()).isEqualTo(201);
        return made.json().path("id").asString();
    }

    private String refused(String userId, String name) {
        Answer answer = post("/personal-tags", Map.of("userId", userId, "name", name));
        assertThat(answer.status()).isEqualTo(400);
        return answer.json().at("/errors/0/field").asString();
    }

    private Answer change(String tag, List<Friendship> add, List<Friendship> remove) {
        return post("/personal-tags/" + tag + "/contacts", Map.of("add", ids(add), "remove", ids(remove)));
    }

    private static List<String> ids(List<Friendship> friendships) {
        return friendships.stream().map(Friendship::externalUserId).toList();
    }
}
