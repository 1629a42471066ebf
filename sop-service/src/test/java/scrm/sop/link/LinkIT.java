package scrm.sop.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

import scrm.events.CorpId;
import scrm.events.EventId;
import scrm.events.ExternalUserId;
import scrm.events.SopEvent.LinkClicked;
import scrm.events.SopEvent.LinkOpened;
import scrm.events.SopEvent.LinkWanted;
import scrm.events.TaggingEvent.ContactErased;
import scrm.harness.Answer;
import scrm.simulator.Friendship;
import scrm.sop.SopServiceIT;

class LinkIT extends SopServiceIT {
    private static final String SAY = "externalcontact/add_msg_template";
    private static final String WHERE = "https://example.com/autumn?a=1";
    private static final List<Map<String, Object>> LINK = List.of(Map.of("type", "link", "title", "秋", "url", WHERE));

    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void members() {
        corp.people().memberJoins("zhang", "张三");
    }

    @Test
    void aLinkThatManyGetIsOneAndItsOpeningsAreCounted() {
        String plan = inPlan(Map.of("text", "看", "attachments", LINK), "小李", "小王");

        WECOM.clock().advance(Duration.ofHours(1));

        soon().untilAsserted(() -> assertThat(published(LinkWanted.class)).hasSize(1));
        LinkWanted wanted = published(LinkWanted.class).getFirst();
        assertThat(wanted.url()).isEqualTo(WHERE);
        assertThat(wanted.personal()).isFalse();
        soon().untilAsserted(() -> assertThat(calls(SAY))
                .singleElement()
                .satisfies(call -> assertThat(call.toString()).contains("https://scrm.example/q/" + wanted.code())));

        for (String one : List.of("1", "2")) {
            publish(new LinkOpened(id(one), corp(), now(), wanted.linkId(), wanted.linkId(), WHERE));
        }
        soon().untilAsserted(() -> assertThat(get("/plans/" + plan + "/links").json())
                .singleElement()
                .satisfies((JsonNode link) -> {
                    assertThat(link.path("part").asString()).isEqualTo("1");
                    assertThat(link.path("version").asInt()).isEqualTo(1);
                    assertThat(link.path("url").asString()).isEqualTo(WHERE);
                    assertThat(link.path("links").asInt()).isEqualTo(1);
                    assertThat(link.path("openings").asInt()).isEqualTo(2);
                }));
    }

    @Test
    void linksOfEachVersionOfAPlanStandByThemselves() {
        String plan = inPlan(Map.of("text", "看", "attachments", LINK), "小李");
        String path = "/plans/" + plan;
        assertThat(put(path, get(path).etag(), body(Map.of("text", "再看", "attachments", LINK)))
                        .status())
                .isEqualTo(200);
        assertThat(post(path + "/publish", Map.of()).status()).isEqualTo(200);
        corp.people().memberAdds("zhang", "小王");
        soon().untilAsserted(() -> assertThat(all("/due-steps")).hasSize(2));

        WECOM.clock().advance(Duration.ofHours(1));

        soon().untilAsserted(() -> assertThat(published(LinkWanted.class)).hasSize(2));
        for (LinkWanted wanted : published(LinkWanted.class)) {
            publish(new LinkOpened(id(wanted.code()), corp(), now(), wanted.linkId(), wanted.linkId(), WHERE));
        }
        soon().untilAsserted(() -> assertThat(get(path + "/links").json())
                .extracting((JsonNode link) -> "%d: %d link, %d opening"
                        .formatted(
                                link.path("version").asInt(),
                                link.path("links").asInt(),
                                link.path("openings").asInt()))
                .containsExactly("1: 1 link, 1 opening", "2: 1 link, 1 opening"));
    }

    @Test
    void whoReadsHisOwnWordsHasHisOwnLinkUntilHeIsErased() {
        Answer material = post("/materials", Map.of("name", "问候", "text", "{contactName}，看", "attachments", LINK));
        String plan = inPlan(Map.of("materialId", material.json().path("id").asString()), "小李", "小王");

        WECOM.clock().advance(Duration.ofHours(1));

        soon().untilAsserted(() -> assertThat(published(LinkWanted.class)).hasSize(2));
        LinkWanted wanted = published(LinkWanted.class).getFirst();
        assertThat(wanted.personal()).isTrue();
        publish(new LinkClicked(id("1"), corp(), now(), wanted.target(), wanted.linkId(), WHERE));
        soon().untilAsserted(() -> assertThat(get("/plans/" + plan + "/links").json())
                .singleElement()
                .satisfies((JsonNode link) -> {
                    assertThat(link.path("links").asInt()).isEqualTo(2);
                    assertThat(link.path("followed").asInt()).isEqualTo(1);
                }));

        publish(new ContactErased(id("erased"), corp(), now(), new ExternalUserId(wanted.target())));
        soon().untilAsserted(() -> assertThat(jdbc.sql("""
                                SELECT COUNT(*) FROM said_link
                                WHERE corp_id = :corpId AND external_userid = :id
                                """)
                        .param("corpId", corpId())
                        .param("id", wanted.target())
                        .query(Integer.class)
                        .single())
                .isZero());
    }

    @Test
    void aLinkInATextIsShortAndTheRestOfTheTextIsAsItWas() {
        String plan = inPlan(Map.of("text", "快看" + WHERE + "。（或 http://b.cn/x）"), "小李", "小王");

        WECOM.clock().advance(Duration.ofHours(1));

        soon().untilAsserted(() -> assertThat(calls(SAY)).hasSize(1));
        soon().untilAsserted(() -> assertThat(published(LinkWanted.class)).hasSize(2));
        Map<String, LinkWanted> wanted =
                published(LinkWanted.class).stream().collect(Collectors.toMap(LinkWanted::url, link -> link));
        assertThat(wanted).containsOnlyKeys(WHERE, "http://b.cn/x");
        assertThat(wanted.values()).noneMatch(LinkWanted::personal);
        LinkWanted first = wanted.get(WHERE);
        assertThat(text())
                .isEqualTo("快看https://scrm.example/q/%s。（或 https://scrm.example/q/%s）"
                        .formatted(first.code(), wanted.get("http://b.cn/x").code()));

        publish(new LinkOpened(id("1"), corp(), now(), first.linkId(), first.linkId(), WHERE));
        soon().untilAsserted(() -> assertThat(get("/plans/" + plan + "/links").json())
                .anySatisfy((JsonNode link) -> {
                    assertThat(link.path("url").asString()).isEqualTo(WHERE);
                    assertThat(link.path("openings").asInt()).isEqualTo(1);
                }));
        LocalDate today = LocalDate.ofInstant(now(), ZoneId.of("Asia/Shanghai"));
        assertThat(get("/plans/%s/results?by=VERSION&from=%s&until=%s".formatted(plan, today, today))
                        .json()
                        .at("/lines/0/opened")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void ofAMaterialOnlyWhatSomebodyWroteBecomesALinkOfOursAndIsEachContactsOwn() {
        Answer material = post(
                "/materials",
                Map.of(
                        "name",
                        "问候",
                        "text",
                        "{contactName}：" + WHERE + " https://b.cn/?n={own_no|0}1 https://c.cn/?n={own_name|李明}"));
        inPlan(Map.of("materialId", material.json().path("id").asString()), "https://evil.cn/小李");

        WECOM.clock().advance(Duration.ofHours(1));

        soon().untilAsserted(() -> assertThat(calls(SAY)).hasSize(1));
        soon().untilAsserted(() -> assertThat(published(LinkWanted.class))
                .singleElement()
                .satisfies(wanted -> {
                    assertThat(wanted.url()).isEqualTo(WHERE);
                    assertThat(wanted.personal()).isTrue();
                    assertThat(text())
                            .isEqualTo(
                                    "https://evil.cn/小李：https://scrm.example/q/%s https://b.cn/?n=01 https://c.cn/?n=李明"
                                            .formatted(wanted.code()));
                }));
    }

    @Test
    void aTextThatItsShortLinksWouldMakeTooLongStaysAsItIs() {
        String text = "https://a.cn " + "x".repeat(3980);
        inPlan(Map.of("text", text), "小李");

        WECOM.clock().advance(Duration.ofHours(1));

        soon().untilAsserted(() -> assertThat(calls(SAY)).hasSize(1));
        assertThat(text()).isEqualTo(text);
        assertThat(published(LinkWanted.class)).isEmpty();
    }

    private String text() {
        return all("/group-messages").getFirst().path("text").asString();
    }

    private String inPlan(Map<String, ?> content, String... names) {
        Answer plan = post("/plans", body(content));
        assertThat(plan.status()).as(plan.http().body()).isEqualTo(201);
        String id = plan.json().path("id").asString();
        assertThat(post("/plans/" + id + "/publish", Map.of()).status()).isEqualTo(200);
        List<Friendship> added = List.of(names).stream()
                .map(name -> corp.people().memberAdds("zhang", name))
                .toList();
        soon().untilAsserted(() -> assertThat(all("/due-steps")).hasSize(added.size()));
        return id;
    }

    private static Map<String, ?> body(Map<String, ?> content) {
        return Map.of(
                "name",
                "计划",
                "trigger",
                Map.of("type", "CONTACT_ADDED"),
                "steps",
                List.of(Map.of("when", Map.of("after", "PT1H"), "content", content)));
    }

    private CorpId corp() {
        return new CorpId(corpId());
    }

    private EventId id(String what) {
        return EventId.derived(what, corpId());
    }

    private static Instant now() {
        return WECOM.clock().instant();
    }
}
