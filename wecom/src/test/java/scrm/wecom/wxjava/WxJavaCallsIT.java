package scrm.wecom.wxjava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.State;
import scrm.events.TagId;
import scrm.events.UserId;
import scrm.events.WelcomeCode;
import scrm.wecom.Attachment;
import scrm.wecom.Caller;
import scrm.wecom.ContactWays;
import scrm.wecom.ContactWays.NewContactWay;
import scrm.wecom.CorpTags;
import scrm.wecom.ExternalContacts;
import scrm.wecom.ExternalContacts.ExternalContact;
import scrm.wecom.Media;
import scrm.wecom.WeComException;
import scrm.wecom.WeComException.Kind;
import scrm.wecom.Welcomes;
import scrm.wecom.wxjava.StubWeCom.Reply;

/** What is sent, what is made of the answers, and what of answers that never come. */
class WxJavaCallsIT {
    private static final Caller PERSON = Caller.person(new CorpId("ww1"));
    private static final UserId ZHANG = new UserId("zhang");
    private static final ExternalUserId LI = new ExternalUserId("wmLi");
    private static final TagId TAG = new TagId("etTag");
    private static final NewContactWay WAY = new NewContactWay("shop", true, new State("s1"), List.of(ZHANG));

    private final StubWeCom wecom = new StubWeCom();
    private Client client;

    @BeforeEach
    void start() {
        client = Client.of(wecom.baseUrl()).start();
    }

    @AfterEach
    void stop() {
        client.close();
        wecom.close();
    }

    @Test
    void aContactIsJoinedFromItsPages() {
        wecom.on(
                "externalcontact/get",
                call -> call.query().contains("cursor=two")
                        ? Reply.json(contact("wang", ""))
                        : Reply.json(contact("zhang", "two")));

        ExternalContact contact = client.get(ExternalContacts.class).get(PERSON, LI);

        assertThat(contact.externalUserId()).isEqualTo(LI);
        assertThat(contact.unionId()).isNull();
        assertThat(contact.followUsers())
                .extracting(follow -> follow.userId().value())
                .containsExactly("zhang", "wang");
        ExternalContacts.FollowUser follow = contact.followUsers().getFirst();
        assertThat(follow.createTime()).isEqualTo(Instant.ofEpochSecond(1_700_000_000));
        assertThat(follow.state()).isEqualTo(new State("s1"));
        assertThat(follow.addWay()).isEqualTo(1);
        assertThat(follow.tags())
                .containsExactly(
                        new ExternalContacts.Tag(TAG, "source", "shop", 1),
                        new ExternalContacts.Tag(null, "mine", "nice", 2));
    }

    @Test
    void aMemberWithoutContactsHasNone() {
        wecom.on("externalcontact/list", call -> Reply.errcode(84061));

        assertThat(client.get(ExternalContacts.class).list(PERSON, ZHANG)).isEmpty();
    }

    @Test
    void numbersGoOutAsNumbers() {
        wecom.on(
                "externalcontact/add_contact_way", call -> Reply.json("\"config_id\":\"c1\",\"qr_code\":\"http://q\""));

        client.get(ContactWays.class).add(PERSON, WAY);

        assertThat(wecom.calls("externalcontact/add_contact_way").getFirst().body())
                .isEqualTo(
                        "{\"type\":2,\"scene\":2,\"remark\":\"shop\",\"skip_verify\":true,\"state\":\"s1\",\"user\":[\"zhang\"]}");
    }

    @Test
    void aWelcomeCarriesTextAndImage() {
        client.get(Welcomes.class)
                .send(
                        Caller.welcome(new CorpId("ww1"), Instant.MAX),
                        new WelcomeCode("code"),
                        "你好",
                        List.of(new Attachment.Image("m1", null)));

        assertThat(wecom.calls("externalcontact/send_welcome_msg").getFirst().body())
                .isEqualTo("{\"welcome_code\":\"code\",\"text\":{\"content\":\"你好\"},"
                        + "\"attachments\":[{\"msgtype\":\"image\",\"image\":{\"media_id\":\"m1\"}}]}");
    }

    @Test
    void whoWantsToNoteThatHeIsSentNotesItBeforeTheRequestLeaves() {
        List<Integer> callsBefore = new ArrayList<>();

        markAs(PERSON.noting(
                () -> callsBefore.add(wecom.calls("externalcontact/mark_tag").size())));

        assertThat(callsBefore).containsExactly(0);
        assertThat(wecom.calls("externalcontact/mark_tag")).hasSize(1);
    }

    @Test
    void whatCannotBeNotedIsNotSent() {
        Caller caller = PERSON.noting(() -> {
            throw new IllegalStateException("no database");
        });

        WeComException e = failed(() -> markAs(caller));

        assertThat(e.kind()).isEqualTo(Kind.RETRYABLE);
        assertThat(wecom.calls("externalcontact/mark_tag")).isEmpty();
    }

    @Test
    void aRefusalNamesItsCodeAndNeitherTokenNorAddress() {
        wecom.on("externalcontact/mark_tag", call -> Reply.errcode(40068));

        WeComException e = failed(this::mark);

        assertThat(e.kind()).isEqualTo(Kind.REFUSED);
        assertThat(e.errcode()).isEqualTo(40068);
        assertThat(e)
                .hasMessageContaining("mark_tag")
                .hasMessageContaining("unknown")
                .hasNoCause();
        assertThat(e.getMessage()).doesNotContain("token-", "10.1.2.3", Client.SECRET);
        assertThat(wecom.calls("externalcontact/mark_tag")).hasSize(1);
    }

    @Test
    void whatIsHarmlessIsTriedThreeTimesAndMayBeTriedAgain() {
        wecom.on("externalcontact/mark_tag", call -> Reply.lost());

        assertThat(failed(this::mark).kind()).isEqualTo(Kind.RETRYABLE);
        assertThat(wecom.calls("externalcontact/mark_tag")).hasSize(3);
    }

    @Test
    void whatIsHarmlessGetsThroughAfterALostReply() {
        AtomicInteger calls = new AtomicInteger();
        wecom.on("externalcontact/mark_tag", call -> calls.incrementAndGet() == 1 ? Reply.lost() : Reply.json(""));

        mark();

        assertThat(calls).hasValue(2);
    }

    @Test
    void aLostReplyOfWhatMustNotBeRepeatedIsInDoubt() {
        wecom.on("externalcontact/add_contact_way", call -> Reply.lost());

        assertThat(failed(this::addWay).kind()).isEqualTo(Kind.IN_DOUBT);
        assertThat(wecom.calls("externalcontact/add_contact_way")).hasSize(1);
    }

    @Test
    void aGatewayErrorOrAForeignPageLeavesWhatMustNotBeRepeatedInDoubt() {
        for (Reply reply :
                List.of(new Reply(502, "<html>"), new Reply(200, "<html>"), new Reply(200, ""), new Reply(200, "{}"))) {
            wecom.on("externalcontact/add_contact_way", call -> reply);

            assertThat(failed(this::addWay).kind()).isEqualTo(Kind.IN_DOUBT);
        }
        assertThat(wecom.calls("externalcontact/add_contact_way")).hasSize(4);
    }

    @Test
    void aReplyThatDripsEndsInTime() {
        wecom.on("externalcontact/add_contact_way", call -> Reply.dripping());
        try (Client impatient = Client.of(wecom.baseUrl())
                .with("scrm.wecom.http.total-timeout", "500ms")
                .start()) {
            assertThat(failed(() -> impatient.get(ContactWays.class).add(PERSON, WAY))
                            .kind())
                    .isEqualTo(Kind.IN_DOUBT);
        }
    }

    @Test
    void aConnectionThatCannotBeMadeHasDoneNoHarm() {
        wecom.close();

        assertThat(failed(this::addWay).kind()).isEqualTo(Kind.RETRYABLE);
    }

    @Test
    void anExpiredTokenIsReplacedOnceWhateverTheCallIs() {
        addWayWorks();
        addWay();
        wecom.on(
                "externalcontact/add_contact_way",
                call -> call.token().equals("token-1")
                        ? Reply.errcode(42001)
                        : Reply.json("\"config_id\":\"c1\",\"qr_code\":\"http://q\""));

        addWay();

        assertThat(wecom.calls("gettoken")).hasSize(2);
        assertThat(wecom.calls("externalcontact/add_contact_way"))
                .extracting(StubWeCom.Call::token)
                .containsExactly("token-1", "token-1", "token-2");
    }

    @Test
    void aCorpThatIsNotServedIsMisconfigured() {
        Caller stranger = Caller.person(new CorpId("ww9"));

        assertThatThrownBy(() -> client.get(CorpTags.class).list(stranger))
                .isInstanceOfSatisfying(WeComException.class, e -> {
                    assertThat(e.kind()).isEqualTo(Kind.MISCONFIGURED);
                    assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(1));
                })
                .hasMessageContaining("corps file");
    }

    @Test
    void aCorpThatMayBeNewIsAskedForSoonAndLaterNowAndThen() {
        Client.Settings settings = Client.of(wecom.baseUrl());
        try (Client one = settings.start()) {
            Runnable list = () -> one.get(CorpTags.class).list(Caller.person(new CorpId("ww9")));
            List<Duration> waits = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                Duration wait = failed(list).untilMended();
                waits.add(wait);
                settings.clock().move(wait);
            }

            assertThat(waits.subList(0, 4)).allSatisfy(wait -> assertThat(wait).isLessThan(Duration.ofSeconds(5)));
            assertThat(waits).isSorted().last().isEqualTo(Duration.ofMinutes(5));
        }
    }

    @Test
    void mediaIsUploadedOncePerContentAndRenewedAfterTwoDays() {
        AtomicInteger uploads = new AtomicInteger();
        wecom.on(
                "media/upload",
                call -> Reply.json("\"type\":\"image\",\"media_id\":\"m%d\",\"created_at\":\"1700000000\""
                        .formatted(uploads.incrementAndGet())));
        Client.Settings settings = Client.of(wecom.baseUrl());
        byte[] picture = "a picture".getBytes(StandardCharsets.UTF_8);
        try (Client one = settings.start();
                Client two = settings.start()) {
            assertThat(one.get(Media.class).mediaId(PERSON, Media.Type.IMAGE, "图.png", picture))
                    .isEqualTo("m1");
            assertThat(one.get(Media.class).mediaId(PERSON, Media.Type.IMAGE, "b.png", picture))
                    .isEqualTo("m1");
            assertThat(two.get(Media.class).mediaId(PERSON, Media.Type.IMAGE, "b.png", picture))
                    .isEqualTo("m1");

            settings.clock().move(Duration.ofDays(2));

            assertThat(two.get(Media.class).mediaId(PERSON, Media.Type.IMAGE, "b.png", picture))
                    .isEqualTo("m2");
        }
        assertThat(wecom.calls("media/upload").getFirst().query()).endsWith("type=image");
        assertThat(wecom.calls("media/upload").getFirst().body())
                .contains("name=\"media\"; filename=\"图.png\"", "a picture");
    }

    private void addWayWorks() {
        wecom.on(
                "externalcontact/add_contact_way", call -> Reply.json("\"config_id\":\"c1\",\"qr_code\":\"http://q\""));
    }

    private void mark() {
        markAs(PERSON);
    }

    private void markAs(Caller caller) {
        client.get(CorpTags.class).mark(caller, ZHANG, LI, List.of(TAG), List.of());
    }

    private void addWay() {
        client.get(ContactWays.class).add(PERSON, WAY);
    }

    private static WeComException failed(Runnable call) {
        return catchThrowableOfType(WeComException.class, call::run);
    }

    private static String contact(String userid, String nextCursor) {
        return """
                "external_contact":{"external_userid":"wmLi","name":"李","type":1,"gender":0,"unionid":""},
                "follow_user":[{"userid":"%s","remark":"Li","createtime":1700000000,"add_way":1,"state":"s1",
                  "tags":[{"group_name":"source","tag_name":"shop","tag_id":"etTag","type":1},
                          {"group_name":"mine","tag_name":"nice","type":2}]}],
                "next_cursor":"%s"
                """.formatted(userid, nextCursor);
    }
}
