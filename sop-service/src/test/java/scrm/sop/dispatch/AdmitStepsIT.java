package scrm.sop.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import scrm.harness.Answer;
import scrm.simulator.Friendship;
import scrm.simulator.Received;
import scrm.sop.SopServiceIT;

/** Plans that keep to what receivers may get. */
class AdmitStepsIT extends SopServiceIT {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    @Test
    void ofTwoPlansTheMoreImportantSpeaksAndTheOtherWaitsForTheNextDay() {
        corp.people().memberJoins("zhang", "张三");
        choose(Map.of("contacts", List.of(Map.of("window", "DAY", "most", 1))));
        publish(plan("次要", 2, step(Map.of("day", 1, "at", "10:00"), "次要")));
        publish(plan("重要", 8, step(Map.of("day", 1, "at", "10:00"), "重要")));
        Friendship added = corp.people().memberAdds("zhang", "小李");
        soon().untilAsserted(() -> assertThat(steps(added)).hasSize(2));

        advanceTo(1, LocalTime.of(10, 0));
        soon().untilAsserted(() -> assertThat(steps(added)).containsOnly("DISPATCHED null", "PENDING OWN_LIMIT"));
        confirm();
        assertThat(texts(added)).containsExactly("重要");

        advanceTo(1, LocalTime.of(0, 1));
        confirm();
        assertThat(texts(added)).containsExactly("重要", "次要");
    }

    @Test
    void whatComesDueInQuietHoursIsSaidInTheMorning() {
        corp.people().memberJoins("zhang", "张三");
        choose(Map.of("quietHours", Map.of("from", "22:00", "to", "08:00")));
        publish(plan("夜里", 5, step(Map.of("day", 1, "at", "23:00"), "晚安")));
        Friendship added = corp.people().memberAdds("zhang", "小李");
        soon().untilAsserted(() -> assertThat(steps(added)).hasSize(1));

        advanceTo(1, LocalTime.of(23, 0));
        soon().untilAsserted(() -> assertThat(steps(added)).containsExactly("PENDING QUIET_HOURS"));
        advanceTo(1, LocalTime.of(8, 0));

        confirm();
        assertThat(texts(added)).containsExactly("晚安");
    }

    @Test
    void whoHadEnoughFromMembersThemselvesIsLeftAlone() {
        corp.people().memberJoins("zhang", "张三");
        choose(Map.of("overflow", Map.of("choice", "DROP")));
        publish(plan("太多", 5, step(Map.of("after", "PT1H"), "一"), step(Map.of("after", "PT2H"), "二")));
        Friendship added = corp.people().memberAdds("zhang", "小李");
        for (int i = 0; i < 31; i++) {
            corp.people().memberSendsOwn(added.externalUserId());
        }
        soon().untilAsserted(() -> assertThat(steps(added)).hasSize(2));

        WECOM.clock().advance(Duration.ofHours(1));
        confirm();
        soon().untilAsserted(() -> assertThat(steps(added)).contains("FAILED QUOTA_USED_UP"));
        WECOM.clock().advance(Duration.ofHours(1));

        soon().untilAsserted(
                        () -> assertThat(steps(added)).containsOnly("FAILED QUOTA_USED_UP", "SKIPPED WECOM_LIMIT"));
        soon().untilAsserted(() -> assertThat(get("/enrolments?externalUserId=" + added.externalUserId())
                        .json()
                        .at("/items/0/status")
                        .asString())
                .isEqualTo("COMPLETED"));
        assertThat(calls("externalcontact/add_msg_template")).hasSize(1);
    }

    @Test
    void aPlanSaysItselfWhatBecomesOfWhatACapHoldsUp() {
        corp.people().memberJoins("zhang", "张三");
        choose(Map.of("contacts", List.of(Map.of("window", "DAY", "most", 1))));
        Map<String, Object> dropping = new HashMap<>(plan(
                "不等", 2, step(Map.of("day", 1, "at", "10:00"), "不等"), step(Map.of("day", 3, "at", "10:00"), "后来")));
        dropping.put("ifFull", Map.of("choice", "DROP"));
        publish(plan("重要", 8, step(Map.of("day", 1, "at", "10:00"), "重要")));
        publish(dropping);
        assertThat(get("/plans?name=" + URLEncoder.encode("不等", StandardCharsets.UTF_8))
                        .json()
                        .at("/items/0/ifFull/choice")
                        .asString())
                .isEqualTo("DROP");
        Friendship added = corp.people().memberAdds("zhang", "小李");
        soon().untilAsserted(() -> assertThat(steps(added)).hasSize(3));

        advanceTo(1, LocalTime.of(10, 0));

        soon().untilAsserted(() -> assertThat(steps(added))
                .containsExactlyInAnyOrder("DISPATCHED null", "SKIPPED OWN_LIMIT", "PENDING null"));
        dropping.put("ifFull", Map.of("choice", "DELAY"));
        assertThat(post("/plans", dropping).json().at("/errors/0/field").asString())
                .isEqualTo("ifFull.atMost");
    }

    private void choose(Map<String, Object> settings) {
        assertThat(put("/quotas/settings", "\"0\"", settings).status()).isEqualTo(200);
    }

    private static Map<String, Object> step(Map<String, Object> when, String text) {
        return Map.of("when", when, "content", Map.of("text", text));
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private static Map<String, Object> plan(String name, int priority, Map<String, Object>... steps) {
        return Map.of(
                "name",
                name,
                "priority",
                priority,
                "trigger",
                Map.of("type", "CONTACT_ADDED"),
                "steps",
                List.of(steps));
    }

    private void publish(Map<String, Object> plan) {
        Answer draft = post("/plans", plan);
        assertThat(draft.status()).as(draft.http().body()).isEqualTo(201);
        assertThat(post("/plans/" + draft.json().path("id").asString() + "/publish", Map.of())
                        .status())
                .isEqualTo(200);
    }

    private void advanceTo(int days, LocalTime time) {
        Instant now = WECOM.clock().instant();
        Instant then = LocalDate.ofInstant(now, ZONE)
                .plusDays(days)
                .atTime(time)
                .atZone(ZONE)
                .toInstant();
        WECOM.clock().advance(Duration.between(now, then));
    }

    private int confirmed;

    /** The member confirms the next message once WeCom has it and has dispatched it. */
    private void confirm() {
        int before = confirmed++;
        WECOM.clock().advance(Duration.ofSeconds(5));
        soon().untilAsserted(() -> assertThat(msgids()).hasSizeGreaterThan(before));
        soon().ignoreExceptions().until(() -> corp.people().memberConfirmsSend(msgids().get(before), "zhang") >= 0);
        // Whoever asks WeCom for results does so again after a while.
        WECOM.clock().advance(Duration.ofMinutes(1));
    }

    private List<String> msgids() {
        List<String> msgids = new ArrayList<>();
        get("/group-messages?limit=100").json().path("items").forEach(message -> {
            if (!message.path("msgid").isNull()) {
                msgids.addFirst(message.path("msgid").asString());
            }
        });
        return msgids;
    }

    private List<String> texts(Friendship friendship) {
        return corp.people().inbox(friendship.externalUserId()).stream()
                .map(Received::content)
                .map(content -> content.at("/text/content").asString())
                .toList();
    }

    private List<String> steps(Friendship friendship) {
        return all("/due-steps?externalUserId=" + friendship.externalUserId()).stream()
                .map((JsonNode step) -> step.path("state").asString() + " "
                        + step.path("reason").asString("null"))
                .toList();
    }
}
