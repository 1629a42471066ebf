package scrm.wecom.wxjava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import scrm.events.ChatId;
import scrm.events.ExternalUserId;
import scrm.events.State;
import scrm.events.TagGroupId;
import scrm.events.TagId;
import scrm.events.UserId;
import scrm.events.WelcomeCode;
import scrm.wecom.Attachment;
import scrm.wecom.Caller;
import scrm.wecom.ContactWays;
import scrm.wecom.ContactWays.ConfigId;
import scrm.wecom.ContactWays.NewContactWay;
import scrm.wecom.CorpTags;
import scrm.wecom.CorpTags.TagGroup;
import scrm.wecom.CustomerAcquisition;
import scrm.wecom.Directory;
import scrm.wecom.ExternalContacts;
import scrm.wecom.ExternalContacts.FollowUser;
import scrm.wecom.ExternalContacts.Remark;
import scrm.wecom.GroupChats;
import scrm.wecom.GroupMessages;
import scrm.wecom.GroupWelcomeTemplates;
import scrm.wecom.InterceptRules;
import scrm.wecom.JoinWays;
import scrm.wecom.Media;
import scrm.wecom.Messages;
import scrm.wecom.Moments;
import scrm.wecom.Page;
import scrm.wecom.Statistics;
import scrm.wecom.StrategyTags;
import scrm.wecom.Transfers;
import scrm.wecom.WeComException;
import scrm.wecom.WeComException.Kind;
import scrm.wecom.Welcomes;

/**
 * What we hold of WeCom, said once and asked of whoever plays it: the simulator at every build, a real corp on demand.
 * Everything that it makes it takes away again, and it sends nothing to customers.
 */
abstract class WeComContract {
    private static final String NAME =
            "contract-" + UUID.randomUUID().toString().substring(0, 8);

    /** The corp to ask. */
    abstract Caller caller();

    abstract <T> T the(Class<T> capability);

    /** A member who may use customer contact and follows {@link #contact}. */
    abstract UserId member();

    abstract ExternalUserId contact();

    /** A customer strategy (规则组) of the application. */
    abstract long strategyId();

    /** A customer group that {@link #member} owns. */
    abstract ChatId groupChat();

    @Test
    void theMemberFollowsTheContact() {
        ExternalContacts contacts = the(ExternalContacts.class);

        assertThat(contacts.followUsers(caller())).contains(member());
        assertThat(contacts.list(caller(), member())).contains(contact());
        assertThat(contacts.get(caller(), contact()).followUsers())
                .extracting(FollowUser::userId)
                .contains(member());
        assertThat(all(cursor -> contacts.batchGetByUser(caller(), List.of(member()), cursor, 100)
                        .page()))
                .anySatisfy(found -> {
                    assertThat(found.externalUserId()).isEqualTo(contact());
                    assertThat(found.followUsers()).hasSize(1);
                });
    }

    @Test
    void aRemarkIsSetAndAnUntouchedFieldStays() {
        ExternalContacts contacts = the(ExternalContacts.class);

        contacts.remark(caller(), member(), contact(), new Remark(NAME, "described", List.of("13800000000")));
        contacts.remark(caller(), member(), contact(), new Remark(null, null, List.of()));

        FollowUser follow = follow();
        assertThat(follow.remark()).isEqualTo(NAME);
        assertThat(follow.description()).isEqualTo("described");
        assertThat(follow.remarkMobiles()).isEmpty();
    }

    @Test
    void anUnknownContactIsRefused() {
        WeComException e = refused(() -> the(ExternalContacts.class).get(caller(), new ExternalUserId("wmNobody")));

        assertThat(e.kind()).isEqualTo(Kind.REFUSED);
        assertThat(e.errcode()).isIn(40096, 84061);
    }

    @Test
    void aTagIsMadeMarkedRenamedAndDeleted() {
        CorpTags tags = the(CorpTags.class);
        TagGroup group = tags.add(caller(), NAME, List.of("one"));
        TagGroupId groupId = group.tagGroupId();
        TagId one = group.tags().getFirst().tagId();
        try {
            tags.add(caller(), NAME, List.of("two"));
            tags.edit(caller(), one.value(), "first", 7L);
            tags.mark(caller(), member(), contact(), List.of(one), List.of());
            tags.mark(caller(), member(), contact(), List.of(one), List.of());

            assertThat(tags.listGroups(caller(), List.of(groupId)))
                    .singleElement()
                    .satisfies(found -> assertThat(found.tags())
                            .extracting(tag -> tag.name())
                            .containsExactlyInAnyOrder("first", "two"));
            assertThat(tags.list(caller())).extracting(TagGroup::tagGroupId).contains(groupId);
            assertThat(follow().tags()).extracting(tag -> tag.tagId()).contains(one);

            tags.mark(caller(), member(), contact(), List.of(), List.of(one));
            assertThat(follow().tags()).extracting(tag -> tag.tagId()).doesNotContain(one);
            assertThat(refused(() -> tags.edit(caller(), one.value(), "two", null))
                            .errcode())
                    .isEqualTo(40071);
        } finally {
            tags.delete(caller(), List.of(), List.of(groupId));
        }
        assertThat(tags.list(caller())).extracting(TagGroup::tagGroupId).doesNotContain(groupId);
    }

    @Test
    void aStrategysTagIsMadeRenamedAndDeleted() {
        StrategyTags tags = the(StrategyTags.class);
        var made = tags.add(caller(), strategyId(), NAME, List.of("one"));
        TagGroupId groupId = made.group().tagGroupId();
        TagId one = made.group().tags().getFirst().tagId();
        try {
            tags.add(caller(), strategyId(), NAME, List.of("two"));
            tags.edit(caller(), one.value(), "first", 7L);

            assertThat(tags.list(caller()))
                    .filteredOn(found -> found.group().tagGroupId().equals(groupId))
                    .singleElement()
                    .satisfies(found -> {
                        assertThat(found.strategyId()).isEqualTo(strategyId());
                        assertThat(found.group().tags())
                                .extracting(tag -> tag.name())
                                .containsExactlyInAnyOrder("first", "two");
                    });
        } finally {
            tags.delete(caller(), List.of(), List.of(groupId));
        }
        assertThat(tags.list(caller()))
                .extracting(found -> found.group().tagGroupId())
                .doesNotContain(groupId);
    }

    @Test
    void aContactWayIsMadeFoundChangedAndDeleted() {
        ContactWays ways = the(ContactWays.class);
        Instant before = Instant.now().minusSeconds(3600);
        ConfigId made = ways.add(caller(), new NewContactWay("shop", true, new State(NAME), List.of(member())))
                .configId();
        try {
            assertThat(all(cursor -> ways.list(caller(), before, Instant.now().plusSeconds(3600), cursor, 100)))
                    .contains(made);

            ways.update(caller(), made, new NewContactWay("stall", false, new State(NAME + "2"), List.of(member())));

            ContactWays.ContactWay way = ways.get(caller(), made);
            assertThat(way.remark()).isEqualTo("stall");
            assertThat(way.skipVerify()).isFalse();
            assertThat(way.state()).isEqualTo(new State(NAME + "2"));
            assertThat(way.users()).containsExactly(member());
            assertThat(way.qrCode()).startsWith("http");
        } finally {
            ways.delete(caller(), made);
        }
        assertThat(refused(() -> ways.get(caller(), made)).kind()).isEqualTo(Kind.REFUSED);
    }

    @Test
    void anAcquisitionLinkIsMadeFoundChangedAndDeleted() {
        CustomerAcquisition links = the(CustomerAcquisition.class);
        var made = links.create(caller(), new CustomerAcquisition.NewLink(NAME, true, List.of(member()), List.of()));
        try {
            assertThat(all(cursor -> links.list(caller(), cursor))).contains(made.linkId());

            links.update(
                    caller(),
                    made.linkId(),
                    new CustomerAcquisition.NewLink(NAME + "2", false, List.of(member()), List.of()));

            var link = links.get(caller(), made.linkId());
            assertThat(link.name()).isEqualTo(NAME + "2");
            assertThat(link.skipVerify()).isFalse();
            assertThat(link.url()).isEqualTo(made.url());
            assertThat(link.users()).containsExactly(member());
            assertThat(links.customers(caller(), made.linkId(), null).items()).isEmpty();
            assertThat(links.statistic(caller(), made.linkId(), Instant.now().minus(Duration.ofDays(2)), Instant.now())
                            .newCustomers())
                    .isZero();
            assertThat(links.balance(caller()).total()).isNotNegative();
            assertThat(refused(() -> links.chatInfo(caller(), "none")).errcode())
                    .isEqualTo(41201);
        } finally {
            links.delete(caller(), made.linkId());
        }
    }

    @Test
    void theGroupHasItsOwnerAmongItsMembers() {
        GroupChats chats = the(GroupChats.class);

        assertThat(all(cursor -> chats.list(caller(), List.of(member()), cursor, 100)))
                .extracting(chat -> chat.chatId())
                .contains(groupChat());
        GroupChats.GroupChat chat = chats.get(caller(), groupChat());
        assertThat(chat.owner()).isEqualTo(member());
        assertThat(chat.memberVersion()).isNotEmpty();
        assertThat(chat.members()).anySatisfy(found -> {
            assertThat(found.memberId()).isEqualTo(member().value());
            assertThat(found.external()).isFalse();
        });
        assertThat(refused(() -> chats.chatIdOf(caller(), "none")).kind()).isEqualTo(Kind.REFUSED);
    }

    @Test
    void aJoinWayIsMadeChangedAndDeleted() {
        JoinWays ways = the(JoinWays.class);
        ConfigId made = ways.add(
                caller(), new JoinWays.NewJoinWay("shop", true, "group", 1L, List.of(groupChat()), new State(NAME)));
        try {
            JoinWays.NewJoinWay changed =
                    new JoinWays.NewJoinWay("stall", false, null, null, List.of(groupChat()), new State(NAME + "2"));
            ways.update(caller(), made, changed);

            JoinWays.JoinWay way = ways.get(caller(), made);
            assertThat(way.configId()).isEqualTo(made);
            assertThat(way.qrCode()).startsWith("http");
            assertThat(way.settings().remark()).isEqualTo("stall");
            assertThat(way.settings().autoCreateRoom()).isFalse();
            assertThat(way.settings().chatIds()).containsExactly(groupChat());
            assertThat(way.settings().state()).isEqualTo(new State(NAME + "2"));
        } finally {
            ways.delete(caller(), made);
        }
    }

    @Test
    void aWelcomeByACodeThatIsNoneIsRefused() {
        WeComException e = refused(() -> the(Welcomes.class).send(caller(), new WelcomeCode("none"), "你好", List.of()));

        assertThat(e.kind()).isEqualTo(Kind.REFUSED);
        assertThat(e.errcode()).isEqualTo(41050);
    }

    @Test
    void aGroupWelcomeIsMadeChangedAndDeleted() {
        GroupWelcomeTemplates templates = the(GroupWelcomeTemplates.class);
        Attachment link = new Attachment.Link("title", null, "desc", "https://example.com/");
        var made = templates.add(caller(), new GroupWelcomeTemplates.Content("hello %NICKNAME%", null), false);
        try {
            templates.edit(caller(), made, new GroupWelcomeTemplates.Content("welcome", link));

            assertThat(templates.get(caller(), made)).isEqualTo(new GroupWelcomeTemplates.Content("welcome", link));
        } finally {
            templates.delete(caller(), made);
        }
    }

    @Test
    void aGroupMessageWaitsForItsMemberAndIsCancelled() {
        GroupMessages messages = the(GroupMessages.class);
        Instant before = Instant.now().minusSeconds(60);
        var made = messages.addToContacts(
                caller(), member(), List.of(contact()), new GroupMessages.Content(NAME, List.of()));
        try {
            assertThat(made.failList()).isEmpty();
            assertThat(all(cursor ->
                            messages.list(caller(), false, before, Instant.now().plusSeconds(60), cursor)))
                    .anySatisfy(listed -> {
                        assertThat(listed.msgid()).isEqualTo(made.msgid());
                        assertThat(listed.text()).isEqualTo(NAME);
                    });
        } finally {
            messages.cancel(caller(), made.msgid());
        }
        assertThat(refused(() -> messages.tasks(caller(), "none", null)).kind()).isEqualTo(Kind.REFUSED);
        assertThat(refused(() -> messages.results(caller(), "none", member(), null))
                        .kind())
                .isEqualTo(Kind.REFUSED);
    }

    @Test
    void momentsAreListedAndUnknownJobsRefused() {
        Moments moments = the(Moments.class);

        assertThat(all(cursor ->
                        moments.list(caller(), Instant.now().minus(Duration.ofDays(7)), Instant.now(), null, cursor)))
                .isNotNull();
        assertThat(refused(() -> moments.job(caller(), new Moments.JobId("none")))
                        .kind())
                .isEqualTo(Kind.REFUSED);
        assertThat(refused(() -> moments.tasks(caller(), new Moments.MomentId("none"), null))
                        .kind())
                .isEqualTo(Kind.REFUSED);
    }

    @Test
    void anInterceptRuleIsMadeFoundChangedAndDeleted() {
        InterceptRules rules = the(InterceptRules.class);
        String name = NAME.substring(0, 17);
        var made = rules.add(
                caller(),
                new InterceptRules.Rule(
                        name,
                        List.of("word"),
                        Set.of(InterceptRules.Semantics.EMAIL),
                        InterceptRules.Action.WARN,
                        List.of(member()),
                        List.of()));
        try {
            assertThat(rules.list(caller())).extracting(rule -> rule.ruleId()).contains(made);

            var changed = new InterceptRules.Rule(
                    name,
                    List.of("word", "other"),
                    Set.of(InterceptRules.Semantics.EMAIL, InterceptRules.Semantics.PHONE_NUMBER),
                    InterceptRules.Action.BLOCK,
                    List.of(member()),
                    List.of());
            rules.update(caller(), made, changed);

            assertThat(rules.get(caller(), made)).isEqualTo(changed);
        } finally {
            rules.delete(caller(), made);
        }
    }

    @Test
    void mediaAreUploadedAndKept() {
        Media media = the(Media.class);
        byte[] picture = picture();

        String id = media.mediaId(caller(), Media.Type.IMAGE, "图.png", picture);

        assertThat(id).isNotBlank();
        assertThat(media.mediaId(caller(), Media.Type.IMAGE, "other.png", picture))
                .isEqualTo(id);
        assertThat(media.attachmentId(caller(), Media.Type.IMAGE, "图.png", picture))
                .isNotBlank()
                .isNotEqualTo(id);
        assertThat(media.imageUrl(caller(), "图.png", picture)).startsWith("http");
    }

    @Test
    void aMessageToNobodyIsRefusedAndOneToSomebodyNamesWhoIsNot() {
        Messages messages = the(Messages.class);
        UserId nobody = new UserId("nobody-" + NAME);
        Messages.Content text = new Messages.Content.Text(NAME);

        assertThat(refused(() -> messages.send(caller(), Messages.Message.to(nobody, text)))
                        .errcode())
                .isEqualTo(81013);

        Messages.Sent sent =
                messages.send(caller(), new Messages.Message(List.of(member(), nobody), List.of(), text, null));
        assertThat(sent.invalidUsers()).containsExactly(nobody.value().toLowerCase(Locale.ROOT));
        messages.recall(caller(), sent.msgid());
    }

    @Test
    void cardsOfBothKindsAreSent() {
        Messages messages = the(Messages.class);

        var notice = messages.send(
                caller(),
                Messages.Message.to(
                        member(),
                        new Messages.Content.NoticeCard("title", "desc", URI.create("https://example.com/"))));
        var button = messages.send(
                caller(),
                Messages.Message.to(
                        member(),
                        new Messages.Content.ButtonCard(
                                "title", "desc", NAME, List.of(new Messages.Button("Done", "done")))));

        assertThat(button.responseCode()).isNotBlank();
        messages.recall(caller(), notice.msgid());
        messages.recall(caller(), button.msgid());
    }

    @Test
    void theMemberIsInADepartment() {
        Directory directory = the(Directory.class);
        Directory.Member found = directory.member(caller(), member());
        long department = found.departments().getFirst();

        assertThat(directory.departments(caller())).extracting(d -> d.id()).contains(department);
        assertThat(directory.department(caller(), department).id()).isEqualTo(department);
        assertThat(directory.members(caller(), department))
                .extracting(m -> m.userId())
                .contains(member());
        assertThat(refused(() -> directory.member(caller(), new UserId("nobody")))
                        .errcode())
                .isEqualTo(60111);
    }

    @Test
    void yesterdayIsCounted() {
        Statistics statistics = the(Statistics.class);
        Instant yesterday = Instant.now().minus(Duration.ofDays(1));

        assertThat(statistics.userBehavior(caller(), List.of(member()), List.of(), yesterday, yesterday))
                .isNotNull();
        assertThat(statistics
                        .groupChatsByOwner(caller(), List.of(member()), yesterday, yesterday, null)
                        .items())
                .isNotNull();
        assertThat(statistics.groupChatsByDay(caller(), List.of(member()), yesterday, yesterday))
                .isNotNull();
    }

    @Test
    void aTransferToOneselfIsRefusedPerItemOrAsAWhole() {
        Transfers transfers = the(Transfers.class);
        try {
            assertThat(transfers.contacts(
                            caller(), Transfers.Handover.ON_JOB, member(), member(), List.of(contact()), null))
                    .allSatisfy(item -> assertThat(item.errcode()).isNotZero());
        } catch (WeComException e) {
            assertThat(e.kind()).isEqualTo(Kind.REFUSED);
        }
        assertThat(all(cursor -> transfers.unassigned(caller(), cursor))).isNotNull();
        assertThat(transfers.groupChats(caller(), Transfers.Handover.RESIGNED, List.of(groupChat()), member()))
                .singleElement()
                .satisfies(item -> assertThat(item.errcode()).isNotZero());
    }

    private FollowUser follow() {
        return the(ExternalContacts.class).get(caller(), contact()).followUsers().stream()
                .filter(follow -> follow.userId().equals(member()))
                .findFirst()
                .orElseThrow();
    }

    private static WeComException refused(Runnable call) {
        WeComException e = catchThrowableOfType(WeComException.class, call::run);
        assertThat(e).isNotNull();
        return e;
    }

    private static <T> List<T> all(Function<@Nullable String, Page<T>> pages) {
        List<T> all = new ArrayList<>();
        String cursor = null;
        do {
            Page<T> page = pages.apply(cursor);
            all.addAll(page.items());
            cursor = page.nextCursor();
        } while (cursor != null);
        return all;
    }

    private static byte[] picture() {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ImageIO.write(new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB), "png", out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
