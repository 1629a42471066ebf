package scrm.sop.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import scrm.events.CorpId;
import scrm.events.EventId;
import scrm.events.ExternalUserId;
import scrm.events.TagId;
import scrm.events.TaggingEvent.ExternalContactTagged;
import scrm.events.UserId;
import scrm.harness.Answer;
import scrm.simulator.server.Fault;
import scrm.sop.SopServiceIT;
import scrm.sop.content.MessageContent;
import scrm.sop.definition.Action;
import scrm.sop.groupmessage.FollowUp;

/** Steps that say one of several things. */
class StepVariantsIT extends SopServiceIT {
    private static final String SAY = "externalcontact/add_msg_template";
    private static final List<Map<String, ?>> SHORT_OR_LONG =
            List.of(variant("short", 50, Map.of("text", "你好")), variant("long", 50, Map.of("text", "您好，见到您很高兴")));

    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void members() {
        corp.people().memberJoins("zhang", "张三");
    }

    @Test
    void eachIsSaidWhatFallsToHimAndResultsTellThemApart() {
        String plan = inPlan(SHORT_OR_LONG, 12);

        WECOM.clock().advance(Duration.ofHours(1));
        soon().untilAsserted(() -> assertThat(states()).hasSize(12).containsOnly("DISPATCHED"));
        Map<String, List<String>> expected = fallen(plan);
        WECOM.clock().advance(Duration.ofSeconds(5));

        Map<String, List<String>> drawn = all("/due-steps").stream()
                .collect(Collectors.groupingBy(
                        (JsonNode step) -> step.path("variant").asString(),
                        TreeMap::new,
                        Collectors.mapping(step -> step.path("externalUserId").asString(), Collectors.toList())));
        assertThat(drawn.keySet()).isEqualTo(expected.keySet());
        drawn.forEach(
                (variant, contacts) -> assertThat(contacts).containsExactlyInAnyOrderElementsOf(expected.get(variant)));
        soon().untilAsserted(() -> assertThat(said())
                .isEqualTo(expected.entrySet().stream()
                        .collect(Collectors.toMap(
                                entry -> entry.getKey().equals("short") ? "你好" : "您好，见到您很高兴", Map.Entry::getValue))));
        soon().untilAsserted(() -> assertThat(lines(plan))
                .containsExactlyInAnyOrderElementsOf(expected.entrySet().stream()
                        .map(entry -> "hello:" + entry.getKey() + " "
                                + entry.getValue().size())
                        .toList()));
    }

    @Test
    void variantsThatSayTheSameAreSaidTogether() {
        inPlan(List.of(variant("A", 50, Map.of("text", "你好")), variant("B", 50, Map.of("text", "你好"))), 8);

        WECOM.clock().advance(Duration.ofHours(1));
        soon().untilAsserted(() -> assertThat(states()).hasSize(8).containsOnly("DISPATCHED"));
        WECOM.clock().advance(Duration.ofSeconds(5));

        soon().untilAsserted(() -> assertThat(said()).containsOnlyKeys("你好"));
        assertThat(said().get("你好")).hasSize(8);
        assertThat(calls(SAY)).hasSize(1);
    }

    @Test
    void aVariantMayBeAMaterialWhoseUseIsKnown() {
        String material = post("/materials", Map.of("name", "问候", "text", "{contactName|您}好"))
                .json()
                .path("id")
                .asString();
        inPlan(
                List.of(
                        variant("own", 1, Map.of("text", "你好")),
                        variant("material", 99, Map.of("materialId", material))),
                5);
        assertThat(get("/materials/" + material + "/uses").json()).hasSize(1);

        WECOM.clock().advance(Duration.ofHours(1));

        soon().untilAsserted(() -> {
            WECOM.clock().advance(Duration.ofSeconds(5));
            assertThat(states()).hasSize(5).containsOnly("DISPATCHED");
        });
        assertThat(all("/due-steps").stream()
                        .map((JsonNode step) -> step.path("variant").asString())
                        .toList())
                .contains("material");
    }

    @Test
    void whoHasNoWayInTheEndIsNoVariantsThoughOneWasDrawnBefore() {
        String material = post("/materials", Map.of("name", "问候", "text", "{contactName}，您好"))
                .json()
                .path("id")
                .asString();
        Map<String, ?> content = Map.of("materialId", material);
        Map<String, Object> step =
                step(Map.of("variants", List.of(variant("A", 50, content), variant("B", 50, content))));
        step.put("conditions", List.of(Map.of("type", "LACKS_TAG", "tagId", "etDONE")));
        inPlan(post("/plans", Map.of("name", "计划", "steps", List.of(step))), 1);
        soon().untilAsserted(() -> assertThat(count("contact_fact")).isPositive());
        jdbc.sql("DELETE FROM contact_fact WHERE corp_id = :corpId")
                .param("corpId", corpId())
                .update();
        WECOM.faults().add(Fault.errcode(48002).on("externalcontact/get").of(corpId()));
        WECOM.clock().advance(Duration.ofHours(1));
        soon().untilAsserted(() -> assertThat(drawn()).containsAnyOf("PENDING A", "PENDING B"));

        publish(new ExternalContactTagged(
                EventId.derived("tagged", corpId()),
                new CorpId(corpId()),
                WECOM.clock().instant(),
                new UserId("zhang"),
                new ExternalUserId(
                        all("/due-steps").getFirst().path("externalUserId").asString()),
                List.of(new TagId("etDONE")),
                List.of(),
                "WECOM"));
        soon().untilAsserted(() -> assertThat(count("contact_tag")).isEqualTo(1));
        WECOM.clock().advance(Duration.ofSeconds(6));

        soon().untilAsserted(() -> assertThat(drawn()).containsExactly("SKIPPED "));
    }

    private int count(String table) {
        return jdbc.sql("SELECT COUNT(*) FROM " + table + " WHERE corp_id = :corpId")
                .param("corpId", corpId())
                .query(Integer.class)
                .single();
    }

    private List<String> drawn() {
        return all("/due-steps").stream()
                .map((JsonNode step) -> step.path("state").asString() + " "
                        + step.path("variant").asString(""))
                .toList();
    }

    @Test
    void aPreviewShowsTheSharesAndAPlanItsVariants() {
        String path = "/plans/" + draft(SHORT_OR_LONG).json().path("id").asString();
        Answer plan = get(path);

        assertThat(get(path + "/preview").json().at("/steps/0/variants").toString())
                .isEqualTo("[{\"key\":\"short\",\"share\":50},{\"key\":\"long\",\"share\":50}]");
        assertThat(plan.json().at("/steps/0/variants/1/content/text").asString())
                .isEqualTo("您好，见到您很高兴");
        assertThat(plan.json().at("/steps/0/followUp/remindAfter/0").asString()).isEqualTo("PT4H");
    }

    @Test
    void allThatIsWrongWithVariantsIsToldAtOnce() {
        Answer answer = post(
                "/plans",
                Map.of(
                        "name",
                        "错",
                        "steps",
                        List.of(
                                step(Map.of("variants", List.of(variant("A", 60, Map.of("text", "你好"))))),
                                step(Map.of(
                                        "variants",
                                        List.of(
                                                variant("A", 60, Map.of("text", "好".repeat(1334))),
                                                variant("A", 30, Map.of())))),
                                step(Map.of("variants", SHORT_OR_LONG, "content", Map.of("text", "你好"))))));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(errors(answer))
                .containsExactly(
                        "steps[0].variants too_few",
                        "steps[0].variants shares_not_whole",
                        "steps[1].variants shares_not_whole",
                        "steps[1].variants[0].content.text too_many_bytes",
                        "steps[1].variants[1].content.text required",
                        "steps[1].variants[1].key duplicate",
                        "steps[2] one_action");
    }

    private static Map<String, ?> variant(String key, int share, Map<String, ?> content) {
        return Map.of("key", key, "share", share, "content", content);
    }

    private static Map<String, Object> step(Map<String, ?> what) {
        Map<String, Object> step = new TreeMap<>(what);
        step.put("when", Map.of("after", "PT1H"));
        return step;
    }

    private Answer draft(List<Map<String, ?>> variants) {
        Map<String, Object> step =
                step(Map.of("variants", variants, "followUp", Map.of("remindAfter", List.of("PT4H"))));
        step.put("key", "hello");
        Answer plan = post("/plans", Map.of("name", "计划", "steps", List.of(step)));
        assertThat(plan.status()).as(plan.http().body()).isEqualTo(201);
        return plan;
    }

    private String inPlan(List<Map<String, ?>> variants, int contacts) {
        return inPlan(draft(variants), contacts);
    }

    private String inPlan(Answer plan, int contacts) {
        String id = plan.json().path("id").asString();
        assertThat(post("/plans/" + id + "/publish", Map.of()).status()).isEqualTo(200);
        IntStream.range(0, contacts).forEach(i -> corp.people().memberAdds("zhang", "客户" + i));
        soon().untilAsserted(() -> assertThat(all("/due-steps")).hasSize(contacts));
        return id;
    }

    /** Who should be said what. */
    private Map<String, List<String>> fallen(String plan) {
        MessageContent any = new MessageContent("你好", List.of());
        Action split = new Action.Split(
                List.of(new Action.Variant("short", 50, any), new Action.Variant("long", 50, any)), FollowUp.NONE);
        return all("/due-steps").stream()
                .map((JsonNode step) -> step.path("externalUserId").asString())
                .sorted()
                .collect(Collectors.groupingBy(
                        contact -> split.variant("plan " + plan + " step hello", contact),
                        TreeMap::new,
                        Collectors.toList()));
    }

    /** Who was said what, by what WeCom was told. */
    private Map<String, List<String>> said() {
        Map<String, List<String>> said = new TreeMap<>();
        for (var call : calls(SAY)) {
            JsonNode body = JsonMapper.shared().readTree(call.body());
            List<String> contacts =
                    said.computeIfAbsent(body.at("/text/content").asString(), _ -> new ArrayList<>());
            body.path("external_userid").forEach(id -> contacts.add(id.asString()));
            contacts.sort(null);
        }
        return said;
    }

    private List<String> lines(String plan) {
        LocalDate today = LocalDate.ofInstant(WECOM.clock().instant(), ZoneId.of("Asia/Shanghai"));
        return get("/plans/%s/results?by=VARIANT&from=%s&until=%s".formatted(plan, today.minusDays(1), today))
                .json()
                .path("lines")
                .valueStream()
                .map(line ->
                        line.path("line").asString() + " " + line.path("sent").asInt())
                .toList();
    }

    private List<String> states() {
        return all("/due-steps").stream()
                .map((JsonNode step) -> step.path("state").asString())
                .toList();
    }

    private static List<String> errors(Answer answer) {
        return answer.json()
                .path("errors")
                .valueStream()
                .map(error -> error.path("field").asString() + " "
                        + error.path("code").asString())
                .toList();
    }
}
