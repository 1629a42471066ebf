package scrm.sop.fact;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

import scrm.events.CorpId;
import scrm.events.CorpTagEvent.CorpTagUpdated;
import scrm.events.EventId;
import scrm.events.ExternalUserId;
import scrm.events.TagGroupId;
import scrm.events.TagId;
import scrm.events.TaggingEvent.ExternalContactTagged;
import scrm.events.UserId;
import scrm.harness.Answer;
import scrm.messaging.testing.QueryPlans;
import scrm.sop.SopServiceIT;

class TagNamesIT extends SopServiceIT {
    private static final ExternalUserId LI = new ExternalUserId("wmLI");
    private static final ExternalUserId WU = new ExternalUserId("wmWU");

    @Autowired
    private TagNames names;

    @Autowired
    private KnownTags known;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private JdbcClient client;

    @BeforeEach
    void tags() {
        listed("金卡");
    }

    @Test
    void aPreviewNamesTheTagThatTheContactHasOfTheGroup() {
        tagged(LI, "etGOLD", "etSHANGHAI");
        Answer material = material("尊敬的{tag:等级|会员}，{tag:etgCITY|您那里}下雪了");
        assertThat(material.status()).as(material.http().body()).isEqualTo(201);

        assertThat(preview(material, LI).path("text").asString()).isEqualTo("尊敬的金卡，上海下雪了");
        assertThat(preview(material, WU).path("text").asString()).isEqualTo("尊敬的会员，您那里下雪了");
        JsonNode missing = preview(material("{tag:等级}您好"), WU);
        assertThat(missing.path("reason").asString()).isEqualTo("VARIABLE_MISSING");
        assertThat(missing.at("/missing/0").asString()).isEqualTo("tag:等级");
    }

    @Test
    void ofSeveralTagsTheOneThatStandsFirstIsNamed() {
        tagged(LI, "etSILVER", "etGOLD");
        material("{tag:等级|会员}");

        assertThat(names.of(new CorpId(corpId()), List.of(LI, WU), List.of("等级", "etgLEVEL")))
                .isEqualTo(Map.of(LI, Map.of("等级", "金卡", "etgLEVEL", "金卡")));
    }

    @Test
    void aGroupThatIsNotThereIsRefusedByItsName() {
        Answer answer = material("{tag:星座|某座}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/errors/0/field").asString()).isEqualTo("text");
        assertThat(answer.json().at("/errors/0/code").asString()).isEqualTo("unknown_tag_group");
        assertThat(answer.json().at("/errors/0").toString()).contains("星座");
        assertThat(all("/materials")).isEmpty();
    }

    @Test
    void aMaterialThatNamesTagsIsNotSavedWhileTheyCannotBeAskedFor() {
        OTHERS.fail(2);

        assertThat(material("{tag:等级|会员}").status()).isEqualTo(503);
        assertThat(material("{tag:等级|会员}").status()).isEqualTo(201);
    }

    @Test
    void aTagIsCalledByItsNewNameOnceWeComHasToldOfAChange() {
        tagged(LI, "etGOLD");
        Answer material = material("{tag:等级|会员}");
        listed("黑金卡");

        publish(new CorpTagUpdated(
                EventId.derived("renamed", corpId()),
                new CorpId(corpId()),
                WECOM.clock().instant(),
                new TagId("etGOLD"),
                null));

        soon().untilAsserted(() -> {
            WECOM.clock().advance(Duration.ofMinutes(1));
            assertThat(preview(material, LI).path("text").asString()).isEqualTo("黑金卡");
        });
    }

    @Test
    void namesThatAreOldWhenTheyAreSaidAreReadAnew() {
        tagged(LI, "etGOLD");
        Answer material = material("尊敬的{tag:等级|会员}");
        inPlan(material, "PT2H");
        corp.people().memberAdds("zhang", "小李");
        soon().untilAsserted(() -> assertThat(all("/due-steps")).hasSize(1));
        listed("黑金卡");

        WECOM.clock().advance(Duration.ofHours(2));

        soon().untilAsserted(() ->
                assertThat(preview(material, LI).path("text").asString()).isEqualTo("尊敬的黑金卡"));
    }

    @Test
    void ofTwoReadsTheLaterOneHoldsWhicheverIsWrittenLast() {
        CorpId corp = new CorpId(corpId());
        Instant now = WECOM.clock().instant().truncatedTo(ChronoUnit.MICROS);
        known.replace(corp, List.of(level("etGOLD", "黑金卡")), now);

        known.replace(corp, List.of(level("etSILVER", "银卡"), level("etGOLD", "金卡")), now.minusSeconds(1));

        assertThat(known.ofGroups(corp, List.of("等级"))).containsExactly(level("etGOLD", "黑金卡"));
        assertThat(known.readAt(corp)).contains(now);
        known.replace(corp, List.of(level("etSILVER", "银卡")), now.plusSeconds(1));
        assertThat(known.ofGroups(corp, List.of("等级"))).containsExactly(level("etSILVER", "银卡"));
    }

    private static NamedTag level(String id, String name) {
        return new NamedTag(new TagId(id), name, new TagGroupId("etgLEVEL"), "等级");
    }

    private void inPlan(Answer material, String after) {
        corp.people().memberJoins("zhang", "张三");
        Map<String, ?> step = Map.of(
                "when",
                Map.of("after", after),
                "content",
                Map.of("materialId", material.json().path("id").asString()));
        String plan = post(
                        "/plans",
                        Map.of("name", "计划", "trigger", Map.of("type", "CONTACT_ADDED"), "steps", List.of(step)))
                .json()
                .path("id")
                .asString();
        assertThat(post("/plans/" + plan + "/publish", Map.of()).status()).isEqualTo(200);
    }

    @Test
    void aPlanSaysItToEachWhoHasAnotherTagInOtherWords() {
        inPlan(material("尊敬的{tag:等级|会员}"), "PT1H");
        String gold = corp.people().memberAdds("zhang", "小李").externalUserId();
        corp.people().memberAdds("zhang", "小王");
        corp.people().memberAdds("zhang", "小张");
        tagged(new ExternalUserId(gold), "etGOLD");
        soon().untilAsserted(() -> assertThat(all("/due-steps")).hasSize(3));

        WECOM.clock().advance(Duration.ofHours(1));

        soon().untilAsserted(() -> {
            WECOM.clock().advance(Duration.ofSeconds(5));
            assertThat(calls("externalcontact/add_msg_template")).hasSize(2);
        });
        assertThat(calls("externalcontact/add_msg_template"))
                .anySatisfy(call -> assertThat(call.body()).contains("尊敬的金卡", gold))
                .anySatisfy(call -> assertThat(call.body()).contains("尊敬的会员").doesNotContain(gold));
    }

    @Test
    void tagsOfGroupsAreFoundByTheirKeys() {
        QueryPlans.fill(
                jdbc,
                "tag_name",
                "corp_id, tag_id, name, group_id, group_name, place, read_at",
                "'wwnames', CONCAT('et', n), CONCAT('标签', n), CONCAT('etg', n DIV 10), CONCAT('组', n DIV 10), n,"
                        + " '2026-11-22'");
        try {
            assertThat(QueryPlans.keys(
                            client, JdbcKnownTags.OF_GROUPS, Map.of("corpId", "wwnames", "groups", List.of("组7"))))
                    .contains("tag_name_group_id", "tag_name_group_name");
        } finally {
            jdbc.update("DELETE FROM tag_name WHERE corp_id = 'wwnames'");
        }
    }

    private void listed(String gold) {
        OTHERS.list(
                "/v1/corps/" + corpId() + "/tag-groups",
                List.of(
                        group("etgLEVEL", "等级", tag("etSILVER", "银卡", 1), tag("etGOLD", gold, 2)),
                        group("etgCITY", "城市", tag("etSHANGHAI", "上海", 1))));
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private static Map<String, Object> group(String id, String name, Map<String, Object>... tags) {
        return Map.of("groupId", id, "groupName", name, "tags", List.of(tags));
    }

    private static Map<String, Object> tag(String id, String name, int order) {
        return Map.of("tagId", id, "name", name, "order", order);
    }

    private Answer material(String text) {
        return post("/materials", Map.of("name", "问候 " + text.length(), "text", text));
    }

    private JsonNode preview(Answer material, ExternalUserId contact) {
        return post(
                        "/materials/" + material.json().path("id").asString() + "/preview",
                        Map.of("externalUserId", contact.value(), "userId", "zhang"))
                .json();
    }

    private void tagged(ExternalUserId contact, String... tagIds) {
        publish(new ExternalContactTagged(
                EventId.derived("tagged", corpId(), contact.value()),
                new CorpId(corpId()),
                WECOM.clock().instant(),
                new UserId("zhang"),
                contact,
                List.of(tagIds).stream().map(TagId::new).toList(),
                List.of(),
                "WECOM"));
        soon().untilAsserted(() -> assertThat(jdbc.queryForObject(
                        "SELECT COUNT(*) FROM contact_tag WHERE corp_id = ? AND external_userid = ?",
                        Integer.class,
                        corpId(),
                        contact.value()))
                .isEqualTo(tagIds.length));
    }
}
