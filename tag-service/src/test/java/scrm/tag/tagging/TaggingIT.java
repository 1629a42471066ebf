package scrm.tag.tagging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import scrm.events.AttributionEvent.ContactAttributed;
import scrm.events.AttributionEvent.SourceTag;
import scrm.events.AttributionEvent.WelcomeSettled;
import scrm.events.CorpId;
import scrm.events.EventId;
import scrm.events.ExternalUserId;
import scrm.events.SopEvent.StepSettled;
import scrm.events.SopEvent.TagChangeWanted;
import scrm.events.TagId;
import scrm.events.UserId;
import scrm.harness.Answer;
import scrm.simulator.Friendship;
import scrm.simulator.People.ConsoleTags;
import scrm.simulator.callback.CallbackMode;
import scrm.simulator.server.Fault;
import scrm.tag.TagServiceIT;

class TaggingIT extends TagServiceIT {
    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");

    @Test
    void anAttributedContactGetsTheSourceTagAndTheTimelineTellsWhy() {
        Friendship added = friend("李雷");
        publish(attributed(added, "lc1", new SourceTag("渠道", "抖音")));

        JsonNode tag = tags(added, 1).getFirst();
        assertThat(tag.path("name").asString()).isEqualTo("抖音");
        assertThat(tag.path("groupName").asString()).isEqualTo("渠道");
        assertThat(tag.path("source").asString()).isEqualTo("LIVE_CODE:lc1");
        assertThat(calls("externalcontact/mark_tag")).hasSize(1);
        publish(new WelcomeSettled(
                EventId.derived("welcome", corpId(), added.externalUserId()),
                new CorpId(corpId()),
                NOW,
                new UserId("zhang"),
                new ExternalUserId(added.externalUserId()),
                "lc1",
                "SENT",
                0,
                "CONTACT_NAME_MISSING",
                "夜间",
                3,
                "B"));
        publish(new StepSettled(
                EventId.derived("step", corpId(), added.externalUserId()),
                new CorpId(corpId()),
                NOW,
                added.externalUserId(),
                "e1",
                0,
                "DISPATCHED",
                "msg1"));

        soon().untilAsserted(() -> assertThat(kinds(added))
                .contains("ADDED", "STORED", "ATTRIBUTED", "MARK_TAG", "TAGGED", "WELCOME_SETTLED", "STEP_SETTLED"));
        assertThat(timeline(added))
                .filteredOn(entry -> entry.path("kind").asString().equals("MARK_TAG"))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.path("errcode").asInt(-1)).isZero();
                    assertThat(entry.path("traceId").asString("")).hasSize(32);
                    assertThat(entry.path("detail").path("source").asString()).isEqualTo("LIVE_CODE:lc1");
                });
        assertThat(timeline(added))
                .filteredOn(entry -> entry.path("kind").asString().equals("WELCOME_SETTLED"))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.path("outcome").asString()).isEqualTo("SENT");
                    assertThat(entry.at("/detail/reason").asString()).isEqualTo("CONTACT_NAME_MISSING");
                    assertThat(entry.at("/detail/variant").asString()).isEqualTo("夜间");
                    assertThat(entry.at("/detail/experimentVersion").asString()).isEqualTo("3");
                    assertThat(entry.at("/detail/arm").asString()).isEqualTo("B");
                });
        assertThat(assignments(added)).singleElement().satisfies(assignment -> {
            assertThat(assignment.path("state").asString()).isEqualTo("APPLIED");
            assertThat(assignment.path("actor").asString()).isEqualTo("channel-qrcode-service");
        });
        assertThat(all("/external-contacts?tagId=" + tag.path("tagId").asString()))
                .hasSize(1);
    }

    @Test
    void whatAPlanWantsIsDoneOnceAndThePlanStandsAsTheReason() {
        Friendship added = friend("李雷");
        List<String> tagIds = console("等级", "A", "B");
        add(added, tagIds.get(1));
        tags(added, 1);
        TagChangeWanted wanted = new TagChangeWanted(
                EventId.derived("wanted", corpId(), added.externalUserId()),
                new CorpId(corpId()),
                NOW,
                added.externalUserId(),
                new UserId("zhang"),
                List.of(new TagId(tagIds.get(0))),
                List.of(new TagId(tagIds.get(1))),
                "7",
                2,
                "41",
                0);

        publish(wanted);
        publish(wanted);

        soon().untilAsserted(() -> assertThat(followUser(added).path("tags"))
                .singleElement()
                .satisfies(tag -> {
                    assertThat(tag.path("tagId").asString()).isEqualTo(tagIds.get(0));
                    assertThat(tag.path("source").asString()).isEqualTo("SOP:7:2");
                }));
        assertThat(assignments(added))
                .filteredOn(one -> one.path("actor").asString().equals("sop-service"))
                .hasSize(2);
    }

    @Test
    void manyContactsOfOneNewTagMakeItOnce() {
        List<Friendship> added = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            added.add(people.memberAdds("zhang", "客" + i));
        }
        for (Friendship friendship : added) {
            publish(attributed(friendship, "lc1", new SourceTag("渠道", "展会")));
        }

        added.forEach(friendship -> tags(friendship, 1));
        assertThat(calls("externalcontact/add_corp_tag")).hasSize(1);
        assertThat(calls("externalcontact/mark_tag")).hasSize(12);
        assertThat(all("/corp-tags")).hasSize(1);
    }

    @Test
    void aTagThatTheConsoleMadeIsUsedAndNotMadeAgain() {
        ConsoleTags console = people.consoleAddsTags("渠道", List.of("抖音"));
        soon().untilAsserted(() -> assertThat(all("/corp-tags")).hasSize(1));
        Friendship added = friend("李雷");
        publish(attributed(added, "lc1", new SourceTag("渠道", "抖音")));

        assertThat(tags(added, 1).getFirst().path("tagId").asString())
                .isEqualTo(console.tagIds().getFirst());
        assertThat(calls("externalcontact/add_corp_tag")).isEmpty();
    }

    @Test
    void manyEditsOfOneRelationAreOneCallAndWhatChangesNothingIsNone() {
        Friendship added = friend("李雷");
        List<String> tagIds = console("等级", "A", "B", "C");
        for (String tagId : tagIds) {
            assertThat(add(added, tagId).status()).isEqualTo(202);
        }
        assertThat(remove(added, tagIds.get(1)).status()).isEqualTo(202);

        assertThat(tags(added, 2))
                .extracting(tag -> tag.path("tagId").asString())
                .containsExactlyInAnyOrder(tagIds.get(0), tagIds.get(2));
        int calls = calls("externalcontact/mark_tag").size();
        assertThat(calls).isLessThanOrEqualTo(2);

        add(added, tagIds.get(0));
        soon().untilAsserted(() -> assertThat(assignments(added))
                .hasSize(5)
                .noneMatch(assignment -> assignment.path("state").asString().equals("PENDING")));
        assertThat(calls("externalcontact/mark_tag")).hasSize(calls);
        assertThat(tags(added, 2).getFirst().path("source").asString()).isEqualTo("PERSON:somebody");
    }

    @Test
    void inAnExclusiveGroupTheOneThatIsSetTakesTheOthersAwayInTheSameCall() {
        Friendship added = friend("李雷");
        JsonNode group = post("/tag-groups", tagGroup("等级", "A", "B", "C")).json();
        List<String> tagIds = group.path("tags")
                .valueStream()
                .map(tag -> tag.path("tagId").asString())
                .toList();
        String path = "/tag-groups/" + group.path("groupId").asString();
        add(added, tagIds.get(0));
        tags(added, 1);
        assertThat(put(path, "*", Map.of("groupName", "等级", "order", 0, "exclusive", true))
                        .status())
                .isEqualTo(200);

        add(added, tagIds.get(1));
        add(added, tagIds.get(2));
        soon().untilAsserted(() -> assertThat(followUser(added).path("tags"))
                .singleElement()
                .satisfies(tag -> assertThat(tag.path("tagId").asString()).isEqualTo(tagIds.get(2))));
        assertThat(calls("externalcontact/mark_tag").size()).isLessThanOrEqualTo(3);
        soon().untilAsserted(() -> assertThat(assignments(added))
                .filteredOn(one -> one.path("change").asString().equals("REMOVE"))
                .isNotEmpty()
                .allSatisfy(one -> {
                    assertThat(one.path("state").asString()).isEqualTo("APPLIED");
                    assertThat(one.path("source").asString()).isEqualTo("PERSON:somebody");
                }));
    }

    @Test
    void aTagThatAMemberSetsInTheClientIsHeldWithItsSource() {
        Friendship added = friend("李雷");
        List<String> tagIds = console("等级", "A");
        people.memberMarksTags("zhang", added.externalUserId(), tagIds, List.of());

        assertThat(tags(added, 1).getFirst().path("source").asString()).isEqualTo("WECOM");
        soon().untilAsserted(() -> assertThat(kinds(added)).contains("TAGGED"));
        assertThat(calls("externalcontact/mark_tag")).isEmpty();

        people.memberMarksTags("zhang", added.externalUserId(), List.of(), tagIds);
        tags(added, 0);
    }

    @Test
    void aGroupThatTheConsoleDeletesTakesItsTagsAlong() {
        Friendship added = friend("李雷");
        List<String> tagIds = console("等级", "A", "B");
        add(added, tagIds.getFirst());
        tags(added, 1);
        String groupId = all("/tag-groups").getFirst().path("groupId").asString();
        people.consoleDeletesTagGroup(groupId);

        soon().untilAsserted(() -> {
            assertThat(all("/tag-groups")).isEmpty();
            assertThat(all("/corp-tags")).isEmpty();
        });
        tags(added, 0);
        assertThat(add(added, tagIds.getFirst()).status()).isEqualTo(400);
    }

    /** F14: a lost reply to mark_tag or add_corp_tag does no harm. */
    @Test
    void aLostReplyIsNoHarm() {
        WECOM.faults()
                .add(Fault.replyDropped()
                        .on("externalcontact/add_corp_tag")
                        .of(corpId())
                        .times(1));
        WECOM.faults()
                .add(Fault.replyDropped()
                        .on("externalcontact/mark_tag")
                        .of(corpId())
                        .times(1));
        WECOM.faults()
                .add(Fault.errcode(45035)
                        .on("externalcontact/mark_tag")
                        .of(corpId())
                        .times(1));
        Friendship added = friend("李雷");
        publish(attributed(added, "lc1", new SourceTag("渠道", "抖音")));

        tags(added, 1);
        assertThat(all("/corp-tags")).hasSize(1);
        assertThat(assignments(added))
                .singleElement()
                .satisfies(assignment ->
                        assertThat(assignment.path("state").asString()).isEqualTo("APPLIED"));
    }

    @Test
    void aRefusalIsKeptWithItsErrcode() {
        WECOM.faults()
                .add(Fault.errcode(40144)
                        .on("externalcontact/mark_tag")
                        .of(corpId())
                        .times(1));
        Friendship added = friend("李雷");
        List<String> tagIds = console("等级", "A");
        add(added, tagIds.getFirst());

        soon().untilAsserted(() -> assertThat(assignments(added))
                .singleElement()
                .satisfies(assignment -> {
                    assertThat(assignment.path("state").asString()).isEqualTo("REJECTED");
                    assertThat(assignment.path("wecom").path("errcode").asInt()).isEqualTo(40144);
                }));
        assertThat(timeline(added))
                .filteredOn(entry -> entry.path("kind").asString().equals("MARK_TAG"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.path("errcode").asInt()).isEqualTo(40144));
    }

    /** Nobody has told us that one is gone, and the list of tags cannot be read. */
    @Test
    void ofSeveralTagsOnlyTheOneThatWeComDoesNotKnowIsRefused() {
        Friendship added = friend("李雷");
        List<String> tagIds = console("等级", "A", "B", "C");
        corp.callbackMode(CallbackMode.dropping(1, 3));
        people.consoleDeletesTag(tagIds.get(1));
        WECOM.faults()
                .add(Fault.status(502).on("externalcontact/get_corp_tag_list").of(corpId()));

        Answer asked = post(
                "/external-contacts/" + added.externalUserId() + "/tags", Map.of("userId", "zhang", "tagIds", tagIds));
        assertThat(asked.status()).isEqualTo(202);
        WECOM.clock().advance(Duration.ofSeconds(10));

        assertThat(tags(added, 2))
                .extracting(tag -> tag.path("tagId").asString())
                .containsExactlyInAnyOrder(tagIds.get(0), tagIds.get(2));
        assertThat(assignments(added))
                .filteredOn(one -> one.path("state").asString().equals("REJECTED"))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.path("tagId").asString()).isEqualTo(tagIds.get(1));
                    assertThat(one.at("/wecom/errcode").asInt()).isEqualTo(40068);
                });
    }

    @Test
    void aRelationThatWeComIsLateToSeeIsWaitedForHoweverOftenItWasTooBusy() {
        Friendship added = friend("李雷");
        List<String> tagIds = console("等级", "A");
        String mark = "externalcontact/mark_tag";
        WECOM.faults().add(Fault.errcode(45033).on(mark).of(corpId()).times(15));
        WECOM.faults().add(Fault.errcode(84061).on(mark).of(corpId()).times(1));
        add(added, tagIds.getFirst());
        soon().untilAsserted(() -> assertThat(calls(mark)).hasSize(16));

        soon().untilAsserted(() -> {
            WECOM.clock().advance(Duration.ofMinutes(1));
            assertThat(followUser(added).path("tags")).hasSize(1);
        });
    }

    @Test
    void aPersonMakesATagGroup() {
        Answer made = post("/tag-groups", tagGroup("城市", "上海", "北京"));
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.json().path("state").asString()).isEqualTo("PRESENT");
        assertThat(made.json().path("tags")).hasSize(2);
        assertThat(all("/tag-groups")).singleElement().satisfies(group -> {
            assertThat(group.path("groupName").asString()).isEqualTo("城市");
            assertThat(group.path("tags")).hasSize(2);
        });

        assertThat(post("/tag-groups", tagGroup("长".repeat(31))).status()).isEqualTo(400);
        assertThat(post("/tag-groups", tagGroup("城市", "上海")).status()).isEqualTo(201);
        assertThat(all("/corp-tags")).hasSize(2);
    }

    @Test
    void aTagGroupWhoseReplyWasLostIsFoundByTheWorker() {
        WECOM.faults()
                .add(Fault.replyDropped()
                        .on("externalcontact/add_corp_tag")
                        .of(corpId())
                        .times(1));
        Answer answer = post("/tag-groups", tagGroup("城市", "上海"));

        assertThat(answer.status()).isIn(201, 202);
        soon().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(all("/corp-tags")).hasSize(1));
    }

    private Friendship friend(String name) {
        Friendship added = people.memberAdds("zhang", name);
        soon().untilAsserted(() ->
                assertThat(followUser(added).path("addedAt").asString("")).isNotEmpty());
        return added;
    }

    private List<String> console(String group, String... names) {
        ConsoleTags tags = people.consoleAddsTags(group, List.of(names));
        soon().untilAsserted(() -> assertThat(all("/corp-tags")).hasSize(names.length));
        return tags.tagIds();
    }

    private ContactAttributed attributed(Friendship friendship, String liveCodeId, SourceTag tag) {
        return new ContactAttributed(
                EventId.derived("attributed", corpId(), friendship.externalUserId(), liveCodeId),
                new CorpId(corpId()),
                NOW,
                new UserId(friendship.userId()),
                new ExternalUserId(friendship.externalUserId()),
                "a1",
                liveCodeId,
                "ch1",
                true,
                List.of(tag));
    }

    private Answer add(Friendship friendship, String tagId) {
        return post(
                "/external-contacts/" + friendship.externalUserId() + "/tags",
                Map.of("userId", "zhang", "tagIds", List.of(tagId)));
    }

    private Answer remove(Friendship friendship, String tagId) {
        return delete("/external-contacts/" + friendship.externalUserId() + "/tags?tagId=" + tagId);
    }

    private static Map<String, Object> tagGroup(String groupName, String... tagNames) {
        return Map.of(
                "groupName",
                groupName,
                "tags",
                Stream.of(tagNames).map(name -> Map.of("name", name)).toList());
    }

    private JsonNode followUser(Friendship friendship) {
        return get("/external-contacts/" + friendship.externalUserId())
                .json()
                .path("followUsers")
                .path(0);
    }

    private List<JsonNode> tags(Friendship friendship, int expected) {
        List<JsonNode> tags = new ArrayList<>();
        soon().untilAsserted(() -> {
            tags.clear();
            followUser(friendship).path("tags").forEach(tags::add);
            assertThat(tags).hasSize(expected);
        });
        return tags;
    }

    private List<JsonNode> assignments(Friendship friendship) {
        return all("/external-contacts/" + friendship.externalUserId() + "/tags");
    }

    private List<JsonNode> timeline(Friendship friendship) {
        return all("/external-contacts/" + friendship.externalUserId() + "/timeline");
    }

    private List<String> kinds(Friendship friendship) {
        return timeline(friendship).stream()
                .map(entry -> entry.path("kind").asString())
                .toList();
    }
}
