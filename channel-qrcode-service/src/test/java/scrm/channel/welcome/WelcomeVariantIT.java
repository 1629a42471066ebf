package scrm.channel.welcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import scrm.channel.ChannelServiceIT;
import scrm.events.AttributionEvent.WelcomeSettled;
import scrm.harness.Answer;
import scrm.simulator.Friendship;

/** Who hears which wording. */
class WelcomeVariantIT extends ChannelServiceIT {
    /** WeCom forgets media after three days; a media id is used for two. */
    private static final Duration UNTIL_RENEWAL = Duration.ofHours(51);

    private String channelId;

    @BeforeEach
    void hire() {
        corp.people().memberJoins("zhang", "张三");
        corp.people().memberJoins("li", "李四");
        channelId = channel("门店");
    }

    @Test
    void aVariantIsSaidInItsSlotByTheCorpsClocks() {
        LocalDateTime now = LocalDateTime.ofInstant(WECOM.clock().instant(), ZoneId.of("Asia/Shanghai"));
        LocalTime from = now.plusHours(3).toLocalTime().truncatedTo(ChronoUnit.MINUTES);
        JsonNode code = liveCode(
                List.of("zhang"),
                Map.of(
                        "text",
                        "你好",
                        "variants",
                        List.of(Map.of(
                                "name",
                                "稍后",
                                "text",
                                "{liveCodeName}的晚上好",
                                "slots",
                                List.of(
                                        Map.of(
                                                "weekdays",
                                                List.of(now.minusDays(2).getDayOfWeek())),
                                        Map.of("from", from, "until", from.plusHours(6)))))));
        String state = code.path("state").asString();
        JsonNode view = code.at("/welcome/variants/0");
        assertThat(view.path("name").asString()).isEqualTo("稍后");
        assertThat(view.at("/slots/0/weekdays")).hasSize(1);
        assertThat(view.at("/slots/0/until").asString()).isEqualTo("00:00:00");
        assertThat(view.at("/slots/1/weekdays")).hasSize(7);
        assertThat(LocalTime.parse(view.at("/slots/1/from").asString())).isEqualTo(from);

        Friendship before = corp.people().contactScans(state, "小李");
        assertThat(heard(before)).isEqualTo("你好");
        WECOM.clock().advance(Duration.ofHours(4));
        Friendship within = corp.people().contactScans(state, "小王");
        assertThat(heard(within)).isEqualTo("收银台的晚上好");

        assertThat(settled(before).variant()).isNull();
        assertThat(settled(within).variant()).isEqualTo("稍后");
        assertThat(settled(within).arm()).isNull();
        JsonNode row = row(code, within);
        assertThat(row.path("variant").asString()).isEqualTo("稍后");
        assertThat(row.path("arm").isNull()).isTrue();
    }

    @Test
    void aVariantIsSaidByItsMembersUnderTheirNames() {
        JsonNode code = liveCode(
                List.of("zhang", "li"),
                Map.of(
                        "text",
                        "我是{memberName}",
                        "memberNames",
                        Map.of("zhang", "小张", "li", "小李"),
                        "variants",
                        List.of(
                                Map.of("name", "李", "users", List.of("li"), "text", "{channelName}的{memberName}"),
                                Map.of("name", "无人", "users", List.of("wang", "li"), "text", "不会说"))));
        Map<String, String> heard = new HashMap<>();
        for (int i = 0; i < 2; i++) {
            Friendship added = corp.people().contactScans(code.path("state").asString(), "客" + i);
            heard.put(added.userId(), heard(added));
        }

        assertThat(heard).isEqualTo(Map.of("zhang", "我是小张", "li", "门店的小李"));
    }

    @Test
    void theArmThatAContactHeardIsWrittenDownAndTold() {
        JsonNode code = liveCode(List.of("zhang"), arms("甲", "乙"));
        assertThat(code.at("/welcome/experimentVersion").asInt()).isEqualTo(1);
        assertThat(code.at("/welcome/arms/1/arm").asString()).isEqualTo("B");
        assertThat(code.at("/welcome/arms/1/text").asString()).isEqualTo("乙");
        assertThat(code.at("/welcome/text").isNull()).isTrue();

        Set<String> arms = new HashSet<>();
        for (int i = 0; i < 40 && arms.size() < 2; i++) {
            Friendship added = corp.people().contactScans(code.path("state").asString(), "客" + i);
            String arm = heard(added).equals("甲") ? "A" : "B";
            arms.add(arm);
            assertThat(settled(added).arm()).isEqualTo(arm);
            assertThat(settled(added).experimentVersion()).isEqualTo(1);
            JsonNode row = row(code, added);
            assertThat(row.path("arm").asString()).isEqualTo(arm);
            assertThat(row.path("experimentVersion").asInt()).isEqualTo(1);
        }
        assertThat(arms).containsExactlyInAnyOrder("A", "B");
    }

    @Test
    void editedArmsAreANewVersionAndOthersGoOn() {
        JsonNode code = liveCode(List.of("zhang"), arms("甲", "乙"));
        String path = "/live-codes/" + code.path("id").asString();

        int renamed = edit(path, "前台", arms("甲", "乙"));
        assertThat(renamed).isEqualTo(1);
        soon().untilAsserted(() ->
                assertThat(get(path).json().path("sync").asString()).isEqualTo("IN_SYNC"));
        int before = get(path).json().path("version").asInt();
        int edited = edit(path, "前台", arms("甲", "丙"));

        assertThat(edited).isEqualTo(before + 1);
        Friendship added = corp.people().contactScans(code.path("state").asString(), "小李");
        assertThat(heard(added)).isIn("甲", "丙");
        assertThat(settled(added).experimentVersion()).isEqualTo(edited);
    }

    @Test
    void picturesOfVariantsAndArmsAreAtWeComAndStayThereWhileTheCodeDoes() {
        Map<String, Object> welcome = new HashMap<>(Map.of(
                "arms",
                List.of(
                        Map.of("weight", 1, "text", "甲"),
                        Map.of("weight", 1, "attachments", List.of(picture("arm.png")))),
                "variants",
                List.of(
                        Map.of("name", "李", "users", List.of("li"), "attachments", List.of(picture("variant.png"))),
                        Map.of(
                                "name",
                                "张",
                                "users",
                                List.of("zhang"),
                                "arms",
                                List.of(
                                        Map.of("weight", 1, "attachments", List.of(picture("a.png"))),
                                        Map.of("weight", 1, "attachments", List.of(picture("b.png"))))))));
        JsonNode code = liveCode(List.of("zhang"), welcome);
        uploads(4);
        Friendship added = corp.people().contactScans(code.path("state").asString(), "小李");
        soon().untilAsserted(() -> assertThat(corp.people().inbox(added.externalUserId()))
                .singleElement()
                .satisfies(got -> assertThat(
                                got.content().at("/attachments/0/msgtype").asString())
                        .isEqualTo("image")));
        assertThat(settled(added).reason()).isNull();

        WECOM.clock().advance(UNTIL_RENEWAL);
        uploads(8);

        assertThat(post("/live-codes/" + code.path("id").asString() + "/archive", Map.of())
                        .status())
                .isEqualTo(200);
        // Another code's picture is renewed, and by then those of this one would have been.
        liveCode(List.of("zhang"), Map.of("attachments", List.of(picture("other.png"))));
        uploads(9);
        WECOM.clock().advance(UNTIL_RENEWAL);
        uploads(10);
        assertThat(calls("media/upload")).hasSize(10);
    }

    private void uploads(int count) {
        soon().untilAsserted(() -> assertThat(calls("media/upload")).hasSize(count));
    }

    private static Map<String, Object> arms(String... texts) {
        return Map.of(
                "arms",
                List.of(texts).stream()
                        .map(text -> Map.of("weight", 50, "text", text))
                        .toList());
    }

    /** Returns the version of the experiment. */
    private int edit(String path, String name, Map<String, Object> welcome) {
        Answer edited =
                put(path, get(path).etag(), Map.of("name", name, "users", List.of("zhang"), "welcome", welcome));
        assertThat(edited.status()).as(edited.http().body()).isEqualTo(200);
        return edited.json().at("/welcome/experimentVersion").asInt();
    }

    private JsonNode liveCode(List<String> users, Map<String, Object> welcome) {
        Answer answer =
                post("/live-codes", Map.of("channelId", channelId, "name", "收银台", "users", users, "welcome", welcome));
        assertThat(answer.status()).as(answer.http().body()).isEqualTo(202);
        String path = "/live-codes/" + answer.json().path("id").asString();
        soon().untilAsserted(() ->
                assertThat(get(path).json().path("status").asString()).isEqualTo("ACTIVE"));
        return get(path).json();
    }

    private String heard(Friendship added) {
        soon().untilAsserted(() ->
                assertThat(corp.people().inbox(added.externalUserId())).hasSize(1));
        return corp.people()
                .inbox(added.externalUserId())
                .getFirst()
                .content()
                .at("/text/content")
                .asString();
    }

    private WelcomeSettled settled(Friendship added) {
        return Objects.requireNonNull(soon().until(() -> told(added), Objects::nonNull));
    }

    private @Nullable WelcomeSettled told(Friendship added) {
        return published(WelcomeSettled.class).stream()
                .filter(told -> told.externalUserId().value().equals(added.externalUserId()))
                .findFirst()
                .orElse(null);
    }

    private JsonNode row(JsonNode code, Friendship added) {
        for (JsonNode row : get("/live-codes/" + code.path("id").asString() + "/welcomes?limit=200")
                .json()
                .path("items")) {
            if (row.path("externalUserId").asString().equals(added.externalUserId())) {
                return row;
            }
        }
        throw new AssertionError("no welcome is listed for the contact");
    }
}
