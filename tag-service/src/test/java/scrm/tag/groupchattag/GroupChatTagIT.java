package scrm.tag.groupchattag;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.EventId;
import scrm.events.GroupEvent.GroupChartered;
import scrm.harness.Answer;
import scrm.messaging.testing.QueryPlans;
import scrm.tag.TagServiceIT;

class GroupChatTagIT extends TagServiceIT {
    private static final String TAGS = "/group-chat-tags";

    @Autowired
    private TaggedGroupChats tagged;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private JdbcClient client;

    @Test
    void aTagIsMadeEditedAndDeletedWithAllItsTaggings() {
        Answer made = post(TAGS, Map.of("name", "新品", "category", "定位", "colour", "#1A9F6C"));
        assertThat(made.status()).isEqualTo(201);
        String path = TAGS + "/" + made.json().path("id").asString();
        assertThat(post(TAGS, Map.of("name", "新品")).json().path("reason").asString())
                .isEqualTo("group_chat_tag_name_taken");
        assertThat(post(TAGS, Map.of("name", "旧品", "colour", "green")).status()).isEqualTo(400);
        assertThat(all(TAGS + "?category=%E5%AE%9A%E4%BD%8D")).hasSize(1);
        assertThat(all(TAGS + "?category=x")).isEmpty();

        Answer edited = put(path, made.etag(), Map.of("name", "爆品"));
        assertThat(edited.json().path("name").asString()).isEqualTo("爆品");
        assertThat(put(path, made.etag(), Map.of("name", "热品")).status()).isEqualTo(412);
        change(List.of("wr1", "wr2"), List.of(id(made)), List.of());

        JsonNode would = delete(path + "?dryRun=true", edited.etag()).json();
        assertThat(would.path("chats").asInt()).isEqualTo(2);
        assertThat(would.path("deleted").asBoolean()).isFalse();
        assertThat(delete(path, edited.etag()).json().path("deleted").asBoolean())
                .isTrue();
        assertThat(get(path).status()).isEqualTo(404);
        assertThat(all(TAGS + "/taggings?chatId=wr1")).isEmpty();
    }

    @Test
    void aChartersTagsAreOnItsGroupUntilAnotherVersionNamesOthers() {
        String ours = id(post(TAGS, Map.of("name", "会员")));
        change(List.of("wr1"), List.of(ours), List.of());

        publish(chartered(1, "会员", "春茶"));
        soon().untilAsserted(() ->
                assertThat(taggings("wr1")).containsExactlyInAnyOrder("会员 PERSON:somebody", "春茶 CHARTER:7"));
        publish(chartered(1, "会员", "春茶"));
        publish(chartered(2, "秋茶"));

        soon().untilAsserted(() ->
                assertThat(taggings("wr1")).containsExactlyInAnyOrder("会员 PERSON:somebody", "秋茶 CHARTER:7"));
    }

    private List<String> taggings(String chatId) {
        return all(TAGS + "/taggings?chatId=" + chatId).stream()
                .map(tagging -> tagging.path("tagName").asString() + " "
                        + tagging.path("source").asString())
                .toList();
    }

    private GroupChartered chartered(int version, String... tags) {
        CorpId corpId = new CorpId(corpId());
        return new GroupChartered(
                EventId.derived("chartered", corpId.value(), Integer.toString(version)),
                corpId,
                WECOM.clock().instant(),
                new ChatId("wr1"),
                "7",
                version,
                "SUBJECT",
                List.of(tags),
                List.of(),
                List.of(),
                LocalDate.EPOCH,
                null);
    }

    @Test
    void tagsArePutOnManyChatsAndTakenOff() {
        String a = id(post(TAGS, Map.of("name", "A")));
        String b = id(post(TAGS, Map.of("name", "B")));
        List<String> chats = IntStream.range(0, 20).mapToObj(n -> "wr" + n).toList();

        assertThat(change(chats, List.of(a), List.of()).path("added").asInt()).isEqualTo(20);
        JsonNode changed = change(chats.subList(0, 5), List.of(a, b), List.of());
        assertThat(changed.path("added").asInt()).as("what is on stays").isEqualTo(5);
        assertThat(change(List.of("wr0"), List.of(), List.of(a)).path("removed").asInt())
                .isEqualTo(1);

        assertThat(all(TAGS + "/" + a + "/taggings")).hasSize(19);
        assertThat(all(TAGS + "/taggings?chatId=wr0")).singleElement().satisfies(tagging -> {
            assertThat(tagging.path("tagName").asString()).isEqualTo("B");
            assertThat(tagging.path("source").asString()).isEqualTo("PERSON:somebody");
            assertThat(tagging.path("actor").asString()).isEqualTo("somebody");
            assertThat(tagging.path("taggedAt").asString()).isNotEmpty();
        });
        assertThat(tagged.withAny(new CorpId(corpId()), List.of(Long.valueOf(b))))
                .isEqualTo(Set.of(
                        new ChatId("wr0"), new ChatId("wr1"), new ChatId("wr2"), new ChatId("wr3"), new ChatId("wr4")));
        assertThat(tagged.withAny(new CorpId("wwOther"), List.of(Long.valueOf(b))))
                .isEmpty();
    }

    @Test
    void whatCannotBeIsRefusedAndChangesNothing() {
        String a = id(post(TAGS, Map.of("name", "A")));

        assertThat(post(TAGS + "/taggings", Map.of("chatIds", List.of("wr1"), "add", List.of(a, "999999999")))
                        .status())
                .isEqualTo(400);
        assertThat(post(TAGS + "/taggings", Map.of("chatIds", List.of(), "add", List.of(a)))
                        .status())
                .isEqualTo(400);
        assertThat(post(TAGS + "/taggings", Map.of("chatIds", List.of("wr1"))).status())
                .isEqualTo(400);
        assertThat(all(TAGS + "/taggings?chatId=wr1")).isEmpty();
    }

    @Test
    void chatsAreFoundByTheirTagAndTagsByTheirChat() {
        QueryPlans.fill(jdbc, "group_chat_tag", "corp_id, name, created_at", "'wwplan', CONCAT('n', n), '2026-01-01'");
        long first = client.sql("SELECT MIN(id) FROM group_chat_tag WHERE corp_id = 'wwplan'")
                .query(Long.class)
                .single();
        QueryPlans.fill(
                jdbc,
                "group_chat_tagging",
                "corp_id, chat_id, tag_id, source, actor, tagged_at",
                "'wwplan', CONCAT('wr', n), n %% 50 + %d, 's', 'a', '2026-01-01'".formatted(first));

        assertThat(QueryPlans.keys(
                        client,
                        JdbcGroupChatTags.CHATS_OF,
                        Map.of("corpId", "wwplan", "id", first, "after", "wr5", "limit", 50)))
                .contains("group_chat_tagging_by_tag");
        assertThat(QueryPlans.keys(
                        client,
                        JdbcGroupChatTags.TAGS_OF,
                        Map.of("corpId", "wwplan", "chatId", "wr7", "after", 0, "limit", 50)))
                .contains("PRIMARY");
    }

    private JsonNode change(List<String> chats, List<String> add, List<String> remove) {
        Answer answer = post(TAGS + "/taggings", Map.of("chatIds", chats, "add", add, "remove", remove));
        assertThat(answer.status()).as(answer.http().body()).isEqualTo(200);
        return answer.json();
    }

    private static String id(Answer made) {
        return made.json().path("id").asString();
    }
}
