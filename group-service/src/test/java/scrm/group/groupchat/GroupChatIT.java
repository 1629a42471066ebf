package scrm.group.groupchat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.group.GroupServiceIT;
import scrm.group.groupchat.CheckGroupChats.Checked;
import scrm.group.groupchat.CheckGroupChats.Doubtful;
import scrm.simulator.callback.CallbackMode;
import scrm.wecom.Caller;

class GroupChatIT extends GroupServiceIT {
    @Autowired
    private JdbcClient database;

    @Autowired
    private CheckGroupChats check;

    @Autowired
    private FollowGroupChat follow;

    @Autowired
    private GroupChatReader reader;

    @Autowired
    private GroupChats chats;

    @Test
    void aGroupThatIsMadeIsKnownWithItsMembersAndHowTheyCame() {
        String contact = friend("李雷");
        String chatId = people.memberCreatesGroup("zhang", "团购", List.of("li", contact));

        soon().untilAsserted(() -> {
            JsonNode chat = get("/group-chats/" + chatId).json();
            assertThat(chat.path("name").asString("")).isEqualTo("团购");
            assertThat(chat.path("owner").asString()).isEqualTo("zhang");
            assertThat(chat.path("status").asString()).isEqualTo("OPEN");
            assertThat(chat.path("memberCount").asInt()).isEqualTo(3);
            assertThat(chat.path("externalCount").asInt()).isEqualTo(1);
        });
        assertThat(all("/group-chats/" + chatId + "/members"))
                .filteredOn(member -> member.path("memberId").asString().equals(contact))
                .singleElement()
                .satisfies(member -> {
                    assertThat(member.path("external").asBoolean()).isTrue();
                    assertThat(member.path("name").asString()).isEqualTo("李雷");
                    assertThat(member.path("joinScene").asInt()).isPositive();
                });
        assertThat(kinds(chatId)).containsExactly("CREATED", "JOINED", "JOINED", "JOINED");
    }

    @Test
    void joinsAndQuitsMakeAHistoryWithScenes() {
        String first = friend("一");
        String second = friend("二");
        String chatId = people.memberCreatesGroup("zhang", "群", List.of(first));
        known(chatId, 2);
        people.memberInvites(chatId, "zhang", List.of(second));
        known(chatId, 3);
        people.quitsGroup(chatId, first);
        people.ownerRemoves(chatId, List.of(second));
        known(chatId, 1);

        List<JsonNode> stays = all("/group-chats/" + chatId + "/members?history=true");
        assertThat(stay(stays, first).path("quitScene").asInt(-1)).isZero();
        assertThat(stay(stays, second).path("quitScene").asInt(-1)).isEqualTo(1);
        soon().untilAsserted(() -> assertThat(announcements(chatId)).containsExactly("joined 3", "quit 2"));
    }

    @Test
    void theSameContactIsFoundInSeveralGroups() {
        String contact = friend("李雷");
        String one = people.memberCreatesGroup("zhang", "甲", List.of(contact));
        String two = people.memberCreatesGroup("li", "乙", List.of("zhang"));
        String three = people.memberCreatesGroup("li", "丙", List.of(contact));
        known(one, 2);
        known(two, 2);
        known(three, 2);

        assertThat(all("/group-chats?memberId=" + contact))
                .extracting(chat -> chat.path("chatId").asString())
                .containsExactlyInAnyOrder(one, three);
        assertThat(all("/group-chats?owner=li"))
                .extracting(chat -> chat.path("chatId").asString())
                .containsExactlyInAnyOrder(two, three);
    }

    @Test
    void renamesOwnersAndTheEndAreToldInTheTimeline() {
        String contact = friend("李雷");
        String chatId = people.memberCreatesGroup("zhang", "旧名", List.of("li", contact));
        known(chatId, 3);
        people.renamesGroup(chatId, "新名");
        soon().untilAsserted(() -> assertThat(
                        get("/group-chats/" + chatId).json().path("name").asString())
                .isEqualTo("新名"));
        people.changesGroupOwner(chatId, "li");
        soon().untilAsserted(() -> assertThat(
                        get("/group-chats/" + chatId).json().path("owner").asString())
                .isEqualTo("li"));
        people.dismissesGroup(chatId);
        soon().untilAsserted(() -> assertThat(
                        get("/group-chats/" + chatId).json().path("status").asString())
                .isEqualTo("DISMISSED"));

        assertThat(kinds(chatId))
                .startsWith("CREATED", "JOINED", "JOINED", "JOINED")
                .contains("RENAMED", "OWNER_CHANGED")
                .endsWith("DISMISSED");
        assertThat(all("/group-chats/" + chatId + "/members")).isEmpty();
        assertThat(all("/group-chats/" + chatId + "/members?history=true"))
                .hasSize(3)
                .allSatisfy(stay -> assertThat(stay.path("quitAt").asString("")).isNotEmpty());
        assertThat(all("/group-chats?status=DISMISSED")).hasSize(1);
        assertThat(all("/group-chats?status=OPEN")).isEmpty();
    }

    @Test
    void whatWasMissedIsSeenByTheMemberVersionAndRepaired() {
        String first = friend("一");
        String second = friend("二");
        String third = friend("三");
        String chatId = people.memberCreatesGroup("zhang", "群", List.of(first));
        known(chatId, 2);

        corp.callbackMode(CallbackMode.dropping(1, 7));
        people.memberInvites(chatId, "zhang", List.of(second));
        people.quitsGroup(chatId, first);
        corp.callbackMode(CallbackMode.NORMAL);
        people.memberInvites(chatId, "zhang", List.of(third));

        soon().untilAsserted(() -> assertThat(all("/group-chats/" + chatId + "/members"))
                .extracting(member -> member.path("memberId").asString())
                .containsExactlyInAnyOrder("zhang", second, third));
        assertThat(stay(all("/group-chats/" + chatId + "/members?history=true"), first)
                        .path("quitAt")
                        .asString(""))
                .isNotEmpty();
    }

    /** F15: each callback 1-5 times, shuffled. */
    @Test
    void repeatedAndShuffledCallbacksEndInWhatHappened() {
        List<String> contacts =
                IntStream.range(0, 12).mapToObj(i -> friend("客" + i)).toList();
        corp.callbackMode(CallbackMode.repeatedAndShuffled(5, Duration.ofSeconds(6), 42));
        String chatId = people.memberCreatesGroup("zhang", "群", contacts.subList(0, 4));
        for (int i = 4; i < 12; i++) {
            WECOM.clock().advance(Duration.ofSeconds(1));
            people.memberInvites(chatId, "zhang", List.of(contacts.get(i)));
        }
        WECOM.clock().advance(Duration.ofSeconds(1));
        people.quitsGroup(chatId, contacts.get(5));
        WECOM.clock().advance(Duration.ofSeconds(1));
        people.ownerRemoves(chatId, contacts.subList(6, 9));

        soon().untilAsserted(() -> {
            List<JsonNode> stays = all("/group-chats/" + chatId + "/members?history=true");
            assertThat(stays).hasSize(13);
            assertThat(stay(stays, contacts.get(5)).path("quitScene").asInt(-1)).isZero();
            assertThat(stay(stays, contacts.get(7)).path("quitScene").asInt(-1)).isEqualTo(1);
            assertThat(all("/group-chats/" + chatId + "/members")).hasSize(9);
            assertThat(announcements(chatId)).containsExactly("joined 13", "quit 4");
        });
    }

    @Test
    void aReadingThatACallbackOvertookTakesNothingBack() {
        String chatId = people.memberCreatesGroup("zhang", "旧名", List.of("li"));
        read(chatId);
        Checked early = checked();
        WECOM.clock().advance(Duration.ofSeconds(1));
        people.renamesGroup(chatId, "新名");
        people.changesGroupOwner(chatId, "li");
        soon().untilAsserted(() -> assertThat(kinds(chatId)).contains("RENAMED", "OWNER_CHANGED"));
        read(chatId);
        GroupChat after = chat(chatId);

        Drift drift = early.differs().get();

        assertThat(drift.items()).isEmpty();
        assertThat(chat(chatId)).isEqualTo(after);
        assertThat(after.face().name()).isEqualTo("新名");
        assertThat(kinds(chatId)).containsOnlyOnce("RENAMED", "OWNER_CHANGED");
    }

    @Test
    void ofTwoReadingsWithTheSameNewsTheLaterOneStays() {
        String chatId = people.memberCreatesGroup("zhang", "旧名", List.of("li"));
        read(chatId);
        corp.sendCallbacksTo(null);
        Checked early = checked();
        WECOM.clock().advance(Duration.ofSeconds(1));
        people.renamesGroup(chatId, "新名");
        Checked late = checked();

        assertThat(late.differs().get().items()).containsOnlyKeys(Drift.Kind.NAME);
        GroupChat after = chat(chatId);
        assertThat(early.differs().get().items()).isEmpty();
        assertThat(chat(chatId)).isEqualTo(after);
        assertThat(kinds(chatId)).containsOnlyOnce("RENAMED");
    }

    /** By a clock that is slow, a reading that has more news looks like an earlier one. */
    @Test
    void newsThatOnlyAnOvertakenReadingHadIsReadAgain() {
        String chatId = people.memberCreatesGroup("zhang", "旧名", List.of("li"));
        read(chatId);
        corp.sendCallbacksTo(null);
        CorpId corpId = new CorpId(corpId());
        GroupChatReading early = reader.get(Caller.sync(corpId), new ChatId(chatId));
        WECOM.clock().advance(Duration.ofSeconds(1));
        assertThat(checked().differs().get().items()).isEmpty();
        chats.hasNews(corpId, new ChatId(chatId));
        people.renamesGroup(chatId, "新名");

        follow.read(corpId, new ChatId(chatId), early, chat(chatId).news());

        read(chatId);
        assertThat(chat(chatId).face().name()).isEqualTo("新名");
    }

    /** Waits until all news of a group is read. */
    private void read(String chatId) {
        soon().untilAsserted(() -> {
            WECOM.clock().advance(Duration.ofSeconds(1));
            assertThat(chats.find(new CorpId(corpId()), new ChatId(chatId)))
                    .hasValueSatisfying(chat -> assertThat(chat.readAt()).isNotNull())
                    .hasValueSatisfying(chat -> assertThat(chat.outdated()).isFalse());
        });
    }

    /** A reading of this corp's only group, yet to be taken down. */
    private Checked checked() {
        Instant now = WECOM.clock().instant();
        return check.inDoubt(new CorpId(corpId()), new Doubtful(now, now.plusSeconds(1)), "", 1)
                .getFirst()
                .ask()
                .get();
    }

    private GroupChat chat(String chatId) {
        return chats.find(new CorpId(corpId()), new ChatId(chatId)).orElseThrow();
    }

    private String friend(String name) {
        return people.memberAdds("zhang", name).externalUserId();
    }

    private void known(String chatId, int members) {
        soon().untilAsserted(() -> {
            JsonNode chat = get("/group-chats/" + chatId).json();
            assertThat(chat.path("memberCount").asInt()).isEqualTo(members);
            assertThat(chat.path("owner").asString("")).isNotEmpty();
        });
    }

    private List<String> kinds(String chatId) {
        return all("/group-chats/" + chatId + "/timeline").stream()
                .map(entry -> entry.path("kind").asString())
                .toList();
    }

    private static JsonNode stay(List<JsonNode> stays, String memberId) {
        return stays.stream()
                .filter(stay -> stay.path("memberId").asString().equals(memberId))
                .findFirst()
                .orElseThrow();
    }

    /** How many stays were announced; what is written is published, or will be. */
    private List<String> announcements(String chatId) {
        return List.of("joined " + count(chatId, "join_announced"), "quit " + count(chatId, "quit_announced"));
    }

    private long count(String chatId, String column) {
        return database.sql("SELECT COUNT(*) FROM group_member_spell WHERE corp_id = :corpId AND chat_id = :chatId AND "
                        + column)
                .param("corpId", corpId())
                .param("chatId", chatId)
                .query(Long.class)
                .single();
    }
}
