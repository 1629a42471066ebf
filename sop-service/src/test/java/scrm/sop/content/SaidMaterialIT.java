package scrm.sop.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

import scrm.harness.Answer;
import scrm.simulator.Friendship;
import scrm.simulator.server.Fault;
import scrm.sop.SopServiceIT;

/** Materials where messages say them: in plans, in messages by hand, in moments. */
class SaidMaterialIT extends SopServiceIT {
    private static final String SAY = "externalcontact/add_msg_template";

    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void members() {
        corp.people().memberJoins("zhang", "张三");
    }

    @Test
    void aPlanCallsEachContactByItsName() {
        inPlan(material("问候", "{contactName}，您好"), "小李", "小王");

        WECOM.clock().advance(Duration.ofHours(1));

        soon().untilAsserted(() -> assertThat(said()).containsExactlyInAnyOrder("小李，您好", "小王，您好"));
        assertThat(states()).containsOnly("DISPATCHED null");
    }

    @Test
    void whoReadTheSameAreOneCallAndReadWhatThePlanWasPublishedWith() {
        String material = material("问候", "{own_city|本地}的客户");
        List<Friendship> added = inPlan(material, "小李", "小王", "小张");
        tell(added.get(2), "own_city", "上海");
        String path = "/materials/" + material;
        assertThat(put(path, get(path).etag(), Map.of("name", "问候", "text", "改过的"))
                        .status())
                .isEqualTo(200);

        WECOM.clock().advance(Duration.ofHours(1));

        soon().untilAsserted(() -> assertThat(said()).containsExactlyInAnyOrder("本地的客户", "上海的客户"));
        assertThat(calls(SAY)).hasSize(2);
        assertThat(get(path + "/uses").json())
                .singleElement()
                .satisfies(use -> assertThat(use.path("kind").asString()).isEqualTo("PLAN"));
        assertThat(all("/plans")
                        .getFirst()
                        .at("/steps/0/content/materialVersion")
                        .isNull())
                .as("a draft has the newest")
                .isTrue();
    }

    @Test
    void whomItCannotBeSaidToIsPassedByAndTheOthersAreNot() {
        List<Friendship> added = inPlan(material("积分", "您有{own_points}分"), "小李", "小王");
        tell(added.getFirst(), "own_points", "120");

        WECOM.clock().advance(Duration.ofHours(1));

        soon().untilAsserted(() -> assertThat(said()).containsExactly("您有120分"));
        assertThat(states()).containsExactlyInAnyOrder("DISPATCHED null", "SKIPPED VARIABLE_MISSING");
    }

    @Test
    void whatHasExpiredIsSaidToNobody() {
        String until = WECOM.clock().instant().plus(Duration.ofMinutes(30)).toString();
        inPlan(material("限时", "快来", "validUntil", until), "小李");

        WECOM.clock().advance(Duration.ofHours(1));

        soon().untilAsserted(() -> assertThat(states()).containsExactly("SKIPPED EXPIRED"));
        assertThat(calls(SAY)).isEmpty();
    }

    @Test
    void aNameThatIsNotKnownYetIsAskedForAndWaitedFor() {
        inPlan(material("问候", "{contactName}，您好"), "小李");
        soon().untilAsserted(() -> assertThat(names()).isEqualTo(1));
        jdbc.sql("DELETE FROM contact_fact WHERE corp_id = :corpId")
                .param("corpId", corpId())
                .update();

        WECOM.clock().advance(Duration.ofHours(1));

        soon().untilAsserted(() -> assertThat(states()).containsExactly("PENDING NAME_ASKED"));
        soon().untilAsserted(() -> assertThat(names()).isEqualTo(1));
        WECOM.clock().advance(Duration.ofSeconds(6));
        soon().untilAsserted(() -> assertThat(said()).containsExactly("小李，您好"));
    }

    @Test
    void aMessageByHandSaysAMaterialAndTellsWhomItLeftOut() {
        List<Friendship> added = contacts("小李", "小王", "小张");
        tell(added.get(0), "own_points", "120");
        tell(added.get(1), "own_points", "7");
        String material = material("积分", "{contactName}，您有{own_points}分");

        Answer answer = post("/group-messages", message(material, added));
        String path = "/group-messages/campaigns/" + answer.json().path("id").asString();
        untilGathered(path);

        WECOM.clock().advance(Duration.ofSeconds(5));
        soon().untilAsserted(() -> assertThat(said()).containsExactlyInAnyOrder("小李，您有120分", "小王，您有7分"));
        assertThat(get(path).json().path("receivers"))
                .anySatisfy(line -> assertThat(line.path("state").asString()).isEqualTo("VARIABLE_MISSING"));
        assertThat(get("/materials/" + material + "/uses").json().at("/0/kind").asString())
                .isEqualTo("CAMPAIGN");
    }

    /** The first sender's contact has a name that WeCom does not tell until the corp has mended its settings. */
    @Test
    void aNameThatIsWaitedForHoldsNobodyElseUp() {
        corp.people().memberJoins("li", "李四");
        Friendship nameless = corp.people().memberAdds("li", "小李");
        List<Friendship> named = contacts("小王");
        List<Friendship> added = List.of(nameless, named.getFirst());
        String greeting = material("问候", "{contactName}，您好");
        String first = "/group-messages/campaigns/"
                + post("/group-messages", message(greeting, added))
                        .json()
                        .path("id")
                        .asString();
        untilGathered(first);
        jdbc.sql("DELETE FROM contact_fact WHERE corp_id = :corpId AND external_userid = :id")
                .param("corpId", corpId())
                .param("id", nameless.externalUserId())
                .update();
        WECOM.faults().add(Fault.errcode(48002).on("externalcontact/get").of(corpId()));

        Answer second = post("/group-messages", message(material("再问", "{contactName}，又见面了"), added));
        String path = "/group-messages/campaigns/" + second.json().path("id").asString();

        soon().untilAsserted(() -> {
            assertThat(get(path).json().path("receivers").toString()).contains("AWAITED");
            assertThat(all("/group-messages"))
                    .anyMatch(message -> message.path("text").asString().equals("小王，又见面了"));
        });
        WECOM.faults().clear();
        untilGathered(path);
        WECOM.clock().advance(Duration.ofSeconds(5));
        soon().untilAsserted(() -> assertThat(said()).contains("小李，又见面了", "小王，又见面了"));
    }

    @Test
    void itIsTriedOutOnWhomItCanBeSaidTo() {
        List<Friendship> added = contacts("小李", "小王");
        tell(added.getFirst(), "own_points", "120");
        Map<String, Object> message = message(material("积分", "{contactName}有{own_points}分"), added);
        message.put("sendAt", WECOM.clock().instant().plus(Duration.ofDays(1)).toString());
        String path = "/group-messages/campaigns/"
                + post("/group-messages", message).json().path("id").asString();

        Answer both = post(path + "/test", Map.of("externalUserIds", ids(added)));
        assertThat(errors(both)).isEqualTo("externalUserIds[1] variable_missing");
        assertThat(post(path + "/test", Map.of("externalUserIds", ids(added.subList(0, 1))))
                        .status())
                .isEqualTo(204);

        WECOM.clock().advance(Duration.ofSeconds(5));
        soon().untilAsserted(() -> assertThat(said()).containsExactly("小李有120分"));
    }

    @Test
    void aMomentShowsAMaterialAsItIsNow() {
        String material = material("新品", "{contactName|朋友们}，新品上市");

        Answer answer =
                post("/moments", Map.of("content", Map.of("materialId", material), "userIds", List.of("zhang")));

        assertThat(answer.json().path("text").asString()).isEqualTo("朋友们，新品上市");
        assertThat(answer.json().path("materialId").asString()).isEqualTo(material);
        assertThat(get("/materials/" + material + "/uses").json().at("/0/kind").asString())
                .isEqualTo("MOMENT");
        assertThat(errors(post("/moments", Map.of("content", Map.of("materialId", material("问候", "{contactName}好"))))))
                .isEqualTo("content.materialId variable_missing");
    }

    @Test
    void aMaterialThatIsNotThereOrBesideATextIsRefused() {
        String material = material("问候", "您好");

        assertThat(errors(plan(Map.of("materialId", "999")))).isEqualTo("steps[0].content.materialId not_found");
        assertThat(errors(plan(Map.of("materialId", material, "text", "您好"))))
                .isEqualTo("steps[0].content.materialId text_or_material");
        assertThat(all("/plans")).isEmpty();
    }

    // What people and clients do

    private String material(String name, String text, String... more) {
        Map<String, Object> body = new HashMap<>(Map.of("name", name, "text", text));
        for (int i = 0; i < more.length; i += 2) {
            body.put(more[i], more[i + 1]);
        }
        Answer answer = post("/materials", body);
        assertThat(answer.status()).as(answer.http().body()).isEqualTo(201);
        return answer.json().path("id").asString();
    }

    private Answer plan(Map<String, ?> content) {
        return post(
                "/plans",
                Map.of(
                        "name",
                        "计划",
                        "trigger",
                        Map.of("type", "CONTACT_ADDED"),
                        "steps",
                        List.of(Map.of("when", Map.of("after", "PT1H"), "content", content))));
    }

    /** Contacts in a plan that says a material an hour later. */
    private List<Friendship> inPlan(String material, String... names) {
        Answer plan = plan(Map.of("materialId", material));
        assertThat(plan.status()).as(plan.http().body()).isEqualTo(201);
        assertThat(post("/plans/" + plan.json().path("id").asString() + "/publish", Map.of())
                        .status())
                .isEqualTo(200);
        List<Friendship> added = contacts(names);
        soon().untilAsserted(() -> assertThat(all("/due-steps")).hasSize(names.length));
        return added;
    }

    private List<Friendship> contacts(String... names) {
        List<Friendship> added = List.of(names).stream()
                .map(name -> corp.people().memberAdds("zhang", name))
                .toList();
        soon().untilAsserted(() -> assertThat(
                        jdbc.sql("SELECT COUNT(*) FROM follow_relation WHERE corp_id = :corpId AND following")
                                .param("corpId", corpId())
                                .query(Integer.class)
                                .single())
                .isGreaterThanOrEqualTo(names.length));
        return added;
    }

    private void tell(Friendship contact, String name, String value) {
        assertThat(put(
                                "/materials/values/contacts/" + contact.externalUserId(),
                                "*",
                                Map.of("values", Map.of(name, value)))
                        .status())
                .isEqualTo(204);
    }

    private static Map<String, Object> message(String material, List<Friendship> contacts) {
        return new HashMap<>(Map.of(
                "name",
                "群发",
                "content",
                Map.of("materialId", material),
                "audience",
                Map.of("externalUserIds", ids(contacts))));
    }

    private static List<String> ids(List<Friendship> contacts) {
        return contacts.stream().map(Friendship::externalUserId).toList();
    }

    /** Names are waited for a while, by the clock. */
    private void untilGathered(String path) {
        soon().untilAsserted(() -> {
            WECOM.clock().advance(Duration.ofSeconds(20));
            assertThat(get(path).json().at("/campaign/status").asString()).isEqualTo("GATHERED");
        });
    }

    private int names() {
        return jdbc.sql("SELECT COUNT(*) FROM contact_fact WHERE corp_id = :corpId AND name = 'contactName'")
                .param("corpId", corpId())
                .query(Integer.class)
                .single();
    }

    /** What WeCom was asked to send. */
    private Set<String> said() {
        Set<String> said = new HashSet<>();
        all("/group-messages").stream()
                .filter(message -> !message.path("msgid").isNull())
                .forEach(message -> said.add(message.path("text").asString()));
        return said;
    }

    private List<String> states() {
        return all("/due-steps").stream()
                .map((JsonNode step) -> step.path("state").asString() + " "
                        + step.path("reason").asString("null"))
                .toList();
    }

    private static String errors(Answer answer) {
        JsonNode error = answer.json().at("/errors/0");
        return error.path("field").asString() + " " + error.path("code").asString();
    }
}
