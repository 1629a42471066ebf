package scrm.group.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

import scrm.events.CorpId;
import scrm.events.GroupEvent.GroupChatEnded;
import scrm.events.GroupEvent.GroupChatOpened;
import scrm.group.GroupServiceIT;
import scrm.harness.Answer;
import scrm.messaging.job.JobHandler.Position;
import scrm.simulator.server.Fault;
import scrm.wecom.Corp;
import scrm.wecom.Corps;
import scrm.wecom.WeComException;

class GroupChatSyncIT extends GroupServiceIT {
    private static final String LIST = "externalcontact/groupchat/list";
    private static final String GET = "externalcontact/groupchat/get";

    @Autowired
    private DailySyncWorker daily;

    @Autowired
    private Corps corps;

    @Autowired
    private SyncGroupChatsWorker worker;

    /** F6: groups of which no callback ever came. */
    @Test
    void groupsThatOnlyTheSyncFindsAreKnownAndAnnouncedOnce() {
        corp.sendCallbacksTo(null);
        List<String> chatIds = IntStream.range(0, 45)
                .mapToObj(
                        i -> people.memberCreatesGroup(i % 2 == 0 ? "zhang" : "li", "群" + i, List.of(friend("客" + i))))
                .toList();

        JsonNode report = synced(Map.of("kind", "group-chat-sync"));

        assertThat(all("/group-chats"))
                .hasSize(45)
                .allSatisfy(chat -> assertThat(chat.path("memberCount").asInt()).isEqualTo(2));
        assertThat(report.path("counts").path("groupsOurs").asInt()).isZero();
        assertThat(report.path("counts").path("groupsListed").asInt()).isEqualTo(45);
        assertThat(report.path("counts").path("groupsRead").asInt()).isEqualTo(45);
        assertThat(report.path("counts").path("membersAtWeCom").asInt()).isEqualTo(90);
        assertThat(difference(report, "UNKNOWN_GROUP").path("groups").asInt()).isEqualTo(45);
        assertThat(difference(report, "UNKNOWN_GROUP").path("examples").values())
                .isNotEmpty();
        assertThat(report.path("differences")).hasSize(1);

        JsonNode again = synced(Map.of("kind", "group-chat-sync"));

        assertThat(again.path("differences")).isEmpty();
        assertThat(again.path("counts").path("groupsOurs").asInt()).isEqualTo(45);
        // What was read a moment ago is believed.
        assertThat(again.path("counts").path("groupsRead").asInt()).isZero();
        assertThat(calls(GET)).hasSize(45);
        assertThat(calls(LIST)).hasSize(2);
        soon().untilAsserted(() -> assertThat(published(GroupChatOpened.class))
                .extracting(event -> event.chatId().value())
                .containsExactlyInAnyOrderElementsOf(chatIds));
        assertThat(all("/group-chats/sync-reports"))
                .extracting(one -> one.path("jobId").asString())
                .containsExactly(
                        again.path("jobId").asString(), report.path("jobId").asString());
    }

    /** F15: callbacks of known groups that never came. */
    @Test
    void whatLostCallbacksWouldHaveToldIsRepairedAndReported() {
        String first = friend("一");
        String second = friend("二");
        String chatId = people.memberCreatesGroup("zhang", "旧名", List.of("li", first));
        String ended = people.memberCreatesGroup("zhang", "散", List.of(first));
        String same = people.memberCreatesGroup("li", "同", List.of(first));
        known(chatId, 3);
        known(ended, 2);
        known(same, 2);
        corp.sendCallbacksTo(null);
        people.memberInvites(chatId, "zhang", List.of(second));
        people.quitsGroup(chatId, first);
        people.renamesGroup(chatId, "新名");
        people.changesGroupNotice(chatId, "公告");
        people.changesGroupOwner(chatId, "li");
        people.appointsGroupAdmins(chatId, List.of("zhang"));
        people.dismissesGroup(ended);
        // A reading is believed for less than a day.
        WECOM.clock().advance(Duration.ofHours(21));

        JsonNode report = synced(Map.of("kind", "group-chat-sync"));

        assertThat(report.path("differences").values().stream()
                        .map(one -> one.path("kind").asString() + " "
                                + one.path("groups").asInt() + " "
                                + one.path("items").asInt()))
                .containsExactlyInAnyOrder(
                        "ENDED_GROUP 1 1",
                        "NAME 1 1",
                        "OWNER 1 1",
                        "ADMINS 1 1",
                        "NOTICE 1 1",
                        "MISSED_JOIN 1 1",
                        "MISSED_QUIT 1 1");
        assertThat(difference(report, "MISSED_QUIT").path("examples").get(0).asString())
                .isEqualTo(chatId);
        assertThat(report.path("counts").path("groupsOurs").asInt()).isEqualTo(3);
        JsonNode chat = get("/group-chats/" + chatId).json();
        assertThat(chat.path("name").asString()).isEqualTo("新名");
        assertThat(chat.path("owner").asString()).isEqualTo("li");
        assertThat(chat.path("notice").asString()).isEqualTo("公告");
        assertThat(chat.path("admins").get(0).asString()).isEqualTo("zhang");
        assertThat(get("/group-chats/" + ended).json().path("status").asString())
                .isEqualTo("DISMISSED");
        assertThat(all("/group-chats/" + chatId + "/members"))
                .extracting(member -> member.path("memberId").asString())
                .containsExactlyInAnyOrder("zhang", "li", second);
        soon().untilAsserted(() -> assertThat(published(GroupChatEnded.class)).hasSize(1));
    }

    @Test
    void aCorpWithMorePeopleThanWeComListsAtOnceIsListedByOwners() {
        corp.sendCallbacksTo(null);
        IntStream.range(0, 230).forEach(i -> people.memberJoins("u%03d".formatted(i), "成员" + i));
        people.memberCreatesGroup("u000", "甲", List.of("zhang"));
        people.memberCreatesGroup("u150", "乙", List.of("zhang"));
        people.memberCreatesGroup("zhang", "丙", List.of("li"));
        WECOM.faults().add(Fault.errcode(81017).on(LIST).of(corpId()).times(1));

        JsonNode report = synced(Map.of("kind", "group-chat-sync"));

        assertThat(report.path("counts").path("groupsListed").asInt()).isEqualTo(3);
        assertThat(all("/group-chats")).hasSize(3);
        assertThat(calls(LIST)).hasSize(4);
    }

    @Test
    void oneOwnerWhomWeComWillNotHearOfDoesNotHideTheOthers() {
        corp.sendCallbacksTo(null);
        people.memberCreatesGroup("zhang", "甲", List.of("li"));
        WECOM.faults().add(Fault.errcode(81017).on(LIST).of(corpId()).times(1));
        WECOM.faults().add(Fault.errcode(40003).on(LIST).of(corpId()).times(2));

        JsonNode job = started(Map.of("kind", "group-chat-sync"));
        JsonNode done = ended(job);

        assertThat(done.path("errors").get(0).path("item").asString()).isEqualTo("li");
        assertThat(all("/group-chats")).hasSize(1);
    }

    @Test
    void aListThatWeComRefusesFailsTheSync() {
        corp.sendCallbacksTo(null);
        WECOM.faults().add(Fault.errcode(40003).on(LIST).of(corpId()));

        JsonNode job = started(Map.of("kind", "group-chat-sync"));

        soon().untilAsserted(() -> {
            WECOM.clock().advance(Duration.ofMinutes(1));
            assertThat(get("/jobs/" + job.path("id").asString())
                            .json()
                            .path("state")
                            .asString())
                    .isEqualTo("FAILED");
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {40003, 81017})
    void aLaterPageThatWeComRefusesIsNoReasonToBeginAnew(int errcode) {
        WECOM.faults().add(Fault.errcode(errcode).on(LIST).of(corpId()).times(1));
        SyncGroupChats sync = new SyncGroupChats(false, WECOM.clock().instant());
        String secondPage = new SyncPlace.ListingAll("somewhere").checkpoint();

        assertThatThrownBy(() -> worker.next(new Position<>("job", new CorpId(corpId()), sync, secondPage)))
                .isInstanceOfSatisfying(
                        WeComException.class,
                        refusal -> assertThat(refusal.errcode()).isEqualTo(errcode));
    }

    @Test
    void aSyncThatWeComKeepsWaitingGoesOnWhereItStood() {
        corp.sendCallbacksTo(null);
        people.memberCreatesGroup("zhang", "甲", List.of("li"));
        WECOM.faults().add(Fault.errcode(-1).on(GET).of(corpId()).times(7));

        JsonNode job = started(Map.of("kind", "group-chat-sync"));

        soon().untilAsserted(() -> {
            WECOM.clock().advance(Duration.ofSeconds(30));
            assertThat(get("/jobs/" + job.path("id").asString())
                            .json()
                            .path("state")
                            .asString())
                    .isEqualTo("SUCCEEDED");
        });
        assertThat(calls(LIST)).hasSize(1);
        assertThat(all("/group-chats")).hasSize(1);
    }

    @Test
    void groupsWhoseOwnerLeftAreListed() {
        String chatId = people.memberCreatesGroup("zhang", "甲", List.of("li"));
        people.memberCreatesGroup("li", "乙", List.of("zhang"));
        known(chatId, 2);
        people.memberLeaves("zhang");

        synced(Map.of("kind", "group-chat-sync"));

        assertThat(all("/group-chats/ownerless")).singleElement().satisfies(chat -> {
            assertThat(chat.path("chatId").asString()).isEqualTo(chatId);
            assertThat(chat.path("ownerStatus").asInt()).isEqualTo(1);
        });
    }

    @Test
    void aFullSyncReadsEveryGroup() {
        String chatId = people.memberCreatesGroup("zhang", "甲", List.of("li"));
        known(chatId, 2);
        int before = calls(GET).size();
        WECOM.clock().advance(Duration.ofMinutes(1));

        synced(Map.of("kind", "group-chat-sync"));
        assertThat(calls(GET)).hasSize(before);
        synced(Map.of("kind", "group-chat-sync", "full", true));
        assertThat(calls(GET)).hasSize(before + 1);
    }

    @Test
    void everyCorpIsSyncedOnceADayByItself() {
        corp.sendCallbacksTo(null);
        people.memberCreatesGroup("zhang", "甲", List.of("li"));

        Corp ours = corps.find(new CorpId(corpId())).orElseThrow();
        daily.askFor(ours, LocalTime.of(3, 30));
        daily.askFor(ours, LocalTime.of(3, 30));
        // Half past three of the corp's night has passed by then.
        WECOM.clock().advance(Duration.ofHours(24));

        soon().untilAsserted(() -> assertThat(all("/group-chats")).hasSize(1));
        assertThat(all("/group-chats/sync-reports")).hasSize(1);
    }

    @Test
    void anOpengidLeadsToItsGroup() {
        String chatId = people.memberCreatesGroup("zhang", "甲", List.of("li"));

        assertThat(post("/group-chats/opengid", Map.of("opengid", people.openGid(chatId)))
                        .json()
                        .path("chatId")
                        .asString())
                .isEqualTo(chatId);
        assertThat(post("/group-chats/opengid", Map.of("opengid", " "))
                        .json()
                        .path("errors")
                        .get(0)
                        .path("field")
                        .asString())
                .isEqualTo("opengid");
    }

    @Test
    void aJobOfNoKindIsRefused() {
        Answer answer = post("/jobs", Map.of("kind", "nothing"));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("errors").get(0).path("field").asString()).isEqualTo("kind");
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

    private JsonNode started(Map<String, Object> job) {
        Answer answer = post("/jobs", job);
        assertThat(answer.status()).isEqualTo(202);
        return answer.json();
    }

    private JsonNode ended(JsonNode job) {
        String path = "/jobs/" + job.path("id").asString();
        soon().untilAsserted(() ->
                assertThat(get(path).json().path("state").asString()).isEqualTo("SUCCEEDED"));
        return get(path).json();
    }

    /** Lets a sync run; returns its report. */
    private JsonNode synced(Map<String, Object> job) {
        JsonNode done = ended(started(job));
        JsonNode report =
                get("/group-chats/sync-reports/" + done.path("id").asString()).json();
        assertThat(report.path("endedAt").asString("")).isNotEmpty();
        return report;
    }

    private static JsonNode difference(JsonNode report, String kind) {
        return report.path("differences").values().stream()
                .filter(one -> one.path("kind").asString().equals(kind))
                .findFirst()
                .orElseThrow();
    }
}
