package scrm.wecom.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static scrm.wecom.callback.Sealing.CORP;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import scrm.events.AppEvent.AppEventReceived;
import scrm.events.AppEvent.SelectedItem;
import scrm.events.AppEvent.TemplateCardClicked;
import scrm.events.AppEvent.TemplateCardMenuClicked;
import scrm.events.ChatId;
import scrm.events.CorpTagEvent.CorpTagCreated;
import scrm.events.CorpTagEvent.CorpTagDeleted;
import scrm.events.CorpTagEvent.CorpTagUpdated;
import scrm.events.CorpTagEvent.CorpTagsShuffled;
import scrm.events.CorpTagEvent.TagGroupCreated;
import scrm.events.CorpTagEvent.TagGroupDeleted;
import scrm.events.CorpTagEvent.TagGroupUpdated;
import scrm.events.CustomerAcquisitionEvent.AcquisitionBalanceExhausted;
import scrm.events.CustomerAcquisitionEvent.AcquisitionBalanceIncreased;
import scrm.events.CustomerAcquisitionEvent.AcquisitionBalanceLow;
import scrm.events.CustomerAcquisitionEvent.AcquisitionChatStarted;
import scrm.events.CustomerAcquisitionEvent.AcquisitionFriendRequested;
import scrm.events.CustomerAcquisitionEvent.AcquisitionLinkDeleted;
import scrm.events.CustomerAcquisitionEvent.AcquisitionLinkUnavailable;
import scrm.events.CustomerAcquisitionEvent.AcquisitionMessageReceived;
import scrm.events.CustomerAcquisitionEvent.AcquisitionProfileOpened;
import scrm.events.CustomerAcquisitionEvent.AcquisitionQuotaExpiring;
import scrm.events.DirectoryEvent.BatchJobCompleted;
import scrm.events.DirectoryEvent.PartyCreated;
import scrm.events.DirectoryEvent.PartyDeleted;
import scrm.events.DirectoryEvent.PartyUpdated;
import scrm.events.DirectoryEvent.UserCreated;
import scrm.events.DirectoryEvent.UserDeleted;
import scrm.events.DirectoryEvent.UserTagUpdated;
import scrm.events.DirectoryEvent.UserUpdated;
import scrm.events.Event;
import scrm.events.EventId;
import scrm.events.ExternalContactEvent.ExternalContactAdded;
import scrm.events.ExternalContactEvent.ExternalContactDeleted;
import scrm.events.ExternalContactEvent.ExternalContactEdited;
import scrm.events.ExternalContactEvent.ExternalContactHalfAdded;
import scrm.events.ExternalContactEvent.ExternalContactTransferFailed;
import scrm.events.ExternalContactEvent.FollowUserDeleted;
import scrm.events.ExternalContactEvent.MessageAuditApproved;
import scrm.events.ExternalUserId;
import scrm.events.GroupChatEvent.GroupChatCreated;
import scrm.events.GroupChatEvent.GroupChatDismissed;
import scrm.events.GroupChatEvent.GroupChatMemberAdded;
import scrm.events.GroupChatEvent.GroupChatMemberDeleted;
import scrm.events.GroupChatEvent.GroupChatNameChanged;
import scrm.events.GroupChatEvent.GroupChatNoticeChanged;
import scrm.events.GroupChatEvent.GroupChatOwnerChanged;
import scrm.events.GroupChatEvent.MemberChange;
import scrm.events.LinkId;
import scrm.events.State;
import scrm.events.TagGroupId;
import scrm.events.TagId;
import scrm.events.UnrecognizedCallback;
import scrm.events.UserId;
import scrm.events.WeComEvent;
import scrm.events.WelcomeCode;

/** Every {@code callbacks/*.xml} through the whole codec, beside the event that it must give. */
class CallbackSamplesTest {
    private static final Path SAMPLES = Path.of("src/test/resources/callbacks");
    private static final Instant AT = Instant.ofEpochSecond(1763800000);
    private static final UserId USER = new UserId("zhangsan");
    private static final UserId CLICKER = new UserId("lisi");
    private static final ExternalUserId CONTACT = new ExternalUserId("wmqfasd1e19278asdasAAAA");
    private static final State STATE = new State("c-4f9d2");
    private static final WelcomeCode WELCOME = new WelcomeCode("WELCOMECODE-1");
    private static final ChatId CHAT = new ChatId("wrOgQhDgAAMYQiS5ol9G7gK9JVAAAA");
    private static final TagId TAG = new TagId("stSgGiLAAAAl_nRPl7bbkzuR9jEyWgNA");
    private static final TagGroupId TAG_GROUP = new TagGroupId("stSgGiLAAAAl_nRPl7bbkzuR9jEyWgNA");
    private static final LinkId LINK = new LinkId("cawcdea7783d7330c3");
    private static final String LAST = "9c3f97c2ada667dfb5f6d03308d963e1";
    private static final String CURRENT = "71217227bbd112ecfe3a49c482195cb4";
    private static final List<String> MEMBERS = List.of("zhangsan", "wmqfasd1e19278asdasAAAA");

    private final Map<String, Function<EventId, WeComEvent>> expected = new LinkedHashMap<>();

    CallbackSamplesTest() {
        externalContacts();
        groupChats();
        corpTags();
        customerAcquisition();
        directory();
        app();
        unrecognized();
    }

    private void externalContacts() {
        expect("ExternalContactAdded", id -> new ExternalContactAdded(id, CORP, AT, USER, CONTACT, STATE, WELCOME));
        expect("ExternalContactAdded-bare", id -> new ExternalContactAdded(id, CORP, AT, USER, CONTACT, null, null));
        expect("ExternalContactAdded-empty", id -> new ExternalContactAdded(id, CORP, AT, USER, CONTACT, null, null));
        expect(
                "ExternalContactAdded-foreign-state",
                id -> new ExternalContactAdded(id, CORP, AT, USER, CONTACT, new State("wb:1:活动 & 来源"), null));
        expect(
                "ExternalContactHalfAdded",
                id -> new ExternalContactHalfAdded(id, CORP, AT, USER, CONTACT, STATE, WELCOME));
        expect("ExternalContactEdited", id -> new ExternalContactEdited(id, CORP, AT, USER, CONTACT));
        expect(
                "ExternalContactDeleted",
                id -> new ExternalContactDeleted(id, CORP, AT, USER, CONTACT, "DELETE_BY_TRANSFER"));
        expect("ExternalContactDeleted-by-hand", id -> new ExternalContactDeleted(id, CORP, AT, USER, CONTACT, null));
        expect("FollowUserDeleted", id -> new FollowUserDeleted(id, CORP, AT, USER, CONTACT));
        expect(
                "ExternalContactTransferFailed",
                id -> new ExternalContactTransferFailed(id, CORP, AT, USER, CONTACT, "customer_refused"));
        expect("MessageAuditApproved", id -> new MessageAuditApproved(id, CORP, AT, USER, CONTACT, WELCOME));
    }

    private void groupChats() {
        expect("GroupChatCreated", id -> new GroupChatCreated(id, CORP, AT, CHAT));
        expect("GroupChatDismissed", id -> new GroupChatDismissed(id, CORP, AT, CHAT));
        expect(
                "GroupChatMemberAdded",
                id -> new GroupChatMemberAdded(id, CORP, AT, CHAT, new MemberChange(1, 2, MEMBERS, LAST, CURRENT)));
        expect(
                "GroupChatMemberAdded-plain",
                id -> new GroupChatMemberAdded(
                        id, CORP, AT, CHAT, new MemberChange(3, 1, List.of("zhangsan"), "v1", "v2")));
        expect("GroupChatMemberAdded-bare", id -> new GroupChatMemberAdded(id, CORP, AT, CHAT, MemberChange.NONE));
        expect(
                "GroupChatMemberDeleted",
                id -> new GroupChatMemberDeleted(id, CORP, AT, CHAT, new MemberChange(0, 2, MEMBERS, LAST, CURRENT)));
        expect("GroupChatOwnerChanged", id -> new GroupChatOwnerChanged(id, CORP, AT, CHAT, MemberChange.NONE));
        expect(
                "GroupChatNameChanged",
                id -> new GroupChatNameChanged(
                        id, CORP, AT, CHAT, new MemberChange(null, 0, List.of(), LAST, CURRENT)));
        expect("GroupChatNoticeChanged", id -> new GroupChatNoticeChanged(id, CORP, AT, CHAT, MemberChange.NONE));
    }

    private void corpTags() {
        expect("CorpTagCreated", id -> new CorpTagCreated(id, CORP, AT, TAG, 3L));
        expect("CorpTagUpdated", id -> new CorpTagUpdated(id, CORP, AT, TAG, null));
        expect("CorpTagDeleted", id -> new CorpTagDeleted(id, CORP, AT, TAG, null));
        expect("TagGroupCreated", id -> new TagGroupCreated(id, CORP, AT, TAG_GROUP, null));
        expect("TagGroupUpdated", id -> new TagGroupUpdated(id, CORP, AT, TAG_GROUP, null));
        expect("TagGroupDeleted", id -> new TagGroupDeleted(id, CORP, AT, TAG_GROUP, 3L));
        expect("CorpTagsShuffled", id -> new CorpTagsShuffled(id, CORP, AT, TAG_GROUP, 3L));
        expect("CorpTagsShuffled-all", id -> new CorpTagsShuffled(id, CORP, AT, null, null));
    }

    private void customerAcquisition() {
        expect("AcquisitionBalanceLow", id -> new AcquisitionBalanceLow(id, CORP, AT));
        expect("AcquisitionBalanceExhausted", id -> new AcquisitionBalanceExhausted(id, CORP, AT));
        expect("AcquisitionBalanceIncreased", id -> new AcquisitionBalanceIncreased(id, CORP, AT));
        expect(
                "AcquisitionQuotaExpiring",
                id -> new AcquisitionQuotaExpiring(id, CORP, AT, Instant.ofEpochSecond(1764000000), 120L));
        expect("AcquisitionLinkUnavailable", id -> new AcquisitionLinkUnavailable(id, CORP, AT, LINK));
        expect("AcquisitionLinkDeleted", id -> new AcquisitionLinkDeleted(id, CORP, AT, LINK));
        expect("AcquisitionProfileOpened", id -> new AcquisitionProfileOpened(id, CORP, AT, LINK, STATE));
        expect("AcquisitionFriendRequested", id -> new AcquisitionFriendRequested(id, CORP, AT, LINK, STATE));
        expect("AcquisitionChatStarted", id -> new AcquisitionChatStarted(id, CORP, AT, LINK, USER, CONTACT));
        expect("AcquisitionMessageReceived", id -> new AcquisitionMessageReceived(id, CORP, AT, LINK, "CHATKEY-1"));
    }

    private void directory() {
        expect("UserCreated", id -> new UserCreated(id, CORP, AT, USER, List.of(1L, 2L, 3L)));
        expect("UserUpdated", id -> new UserUpdated(id, CORP, AT, USER, new UserId("zhangsan001"), List.of(1L, 2L)));
        expect("UserUpdated-bare", id -> new UserUpdated(id, CORP, AT, USER, null, List.of()));
        expect("UserDeleted", id -> new UserDeleted(id, CORP, AT, USER));
        expect("PartyCreated", id -> new PartyCreated(id, CORP, AT, 2, "张三", 1L, 1L));
        expect("PartyUpdated", id -> new PartyUpdated(id, CORP, AT, 2, "张三", 1L));
        expect("PartyDeleted", id -> new PartyDeleted(id, CORP, AT, 2));
        expect(
                "UserTagUpdated",
                id -> new UserTagUpdated(
                        id,
                        CORP,
                        AT,
                        1,
                        List.of(USER, CLICKER),
                        List.of(new UserId("zhangsan1"), new UserId("lisi1")),
                        List.of(1L, 2L),
                        List.of(3L, 4L)));
        expect(
                "BatchJobCompleted",
                id -> new BatchJobCompleted(
                        id, CORP, AT, "S0MrnndvRG5fadSlLwiBqiDDbM143UqTmKP3152FZk4", "sync_user", 0, "ok"));
    }

    private void app() {
        List<SelectedItem> selected = List.of(
                new SelectedItem("QuestionKey1", List.of("OptionId1")),
                new SelectedItem("QuestionKey2", List.of("OptionId2", "OptionId3")));
        expect("TemplateCardClicked", id -> cardClicked(id, selected));
        expect("TemplateCardClicked-button", id -> cardClicked(id, List.of()));
        expect(
                "TemplateCardMenuClicked",
                id -> new TemplateCardMenuClicked(
                        id, CORP, AT, CLICKER, "1", "key111", "taskid111", "multiple_interaction", "ResponseCode-1"));
        for (String event : List.of("subscribe", "unsubscribe", "enter_agent")) {
            expect("AppEventReceived-" + event, id -> new AppEventReceived(id, CORP, AT, CLICKER, "1", event, null));
        }
        for (String event : List.of("click", "view")) {
            expect(
                    "AppEventReceived-" + event,
                    id -> new AppEventReceived(id, CORP, AT, CLICKER, "1", event, "menu-1"));
        }
        for (String event : List.of(
                "close_inactive_agent", "reopen_inactive_agent", "inactive_alert", "low_active", "active_restored")) {
            expect(
                    "AppEventReceived-" + event,
                    id -> new AppEventReceived(id, CORP, AT, new UserId("sys"), "1", event, null));
        }
    }

    private static TemplateCardClicked cardClicked(EventId id, List<SelectedItem> selected) {
        return new TemplateCardClicked(
                id, CORP, AT, CLICKER, "1", "key111", "taskid111", "multiple_interaction", "ResponseCode-1", selected);
    }

    private void unrecognized() {
        unrecognized("event", AT, "event", "sys_approval_change", null);
        unrecognized("change-type", AT, "event", "change_external_contact", "something_new");
        unrecognized("update-detail", AT, "event", "change_external_chat", "update");
        unrecognized("no-user", AT, "event", "change_external_contact", "add_external_contact");
        unrecognized("long-user", AT, "event", "change_external_contact", "add_external_contact");
        unrecognized("department", AT, "event", "change_contact", "create_user");
        unrecognized("no-create-time", Sealing.SENT_AT, "event", "change_external_contact", "edit_external_contact");
        unrecognized("text", Instant.ofEpochSecond(1409659813), "text", null, null);
    }

    private void unrecognized(String sample, Instant at, String msgType, String event, String changeType) {
        String name = "UnrecognizedCallback-" + sample;
        expect(name, id -> new UnrecognizedCallback(id, CORP, at, msgType, event, changeType, xml(name)));
    }

    private void expect(String sample, Function<EventId, WeComEvent> event) {
        expected.put(sample, event);
    }

    @TestFactory
    Stream<DynamicTest> aSampleGivesItsEvent() {
        return expected.entrySet().stream()
                .map(sample -> DynamicTest.dynamicTest(sample.getKey(), () -> {
                    String xml = xml(sample.getKey());
                    EventId id = EventId.ofCallback(CORP, xml.getBytes(StandardCharsets.UTF_8));
                    assertThat(Sealing.open(xml)).isEqualTo(sample.getValue().apply(id));
                }));
    }

    @Test
    void everySampleHasItsExpectation() throws IOException {
        try (Stream<Path> files = Files.list(SAMPLES)) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".xml"))
                            .map(name -> name.substring(0, name.length() - ".xml".length())))
                    .containsExactlyInAnyOrderElementsOf(expected.keySet());
        }
    }

    @Test
    void everyEventOfWeComHasASample() {
        assertThat(expected.keySet().stream().map(name -> name.split("-", 2)[0]))
                .containsAll(new TreeSet<>(Event.types().entrySet().stream()
                        .filter(type -> WeComEvent.class.isAssignableFrom(type.getValue()))
                        .map(Map.Entry::getKey)
                        .toList()));
    }

    private static String xml(String sample) {
        try {
            return Files.readString(SAMPLES.resolve(sample + ".xml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
