package scrm.sop.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import scrm.harness.Answer;
import scrm.sop.SopServiceIT;

class QuotaSettingsIT extends SopServiceIT {
    @Test
    void withoutAChoiceWhatWeComPublishesHolds() {
        Answer answer = get("/quotas/settings");

        assertThat(answer.etag()).isEqualTo("\"0\"");
        assertThat(answer.json().at("/weCom/window").asString()).isEqualTo("MONTH");
        assertThat(answer.json().at("/weCom/most").isNull()).isTrue();
        assertThat(answer.json().path("momentsPerMinute").asInt()).isEqualTo(10);
    }

    @Test
    void aChoiceIsMadeOnTheVersionThatWasRead() {
        Map<String, Object> choice = Map.of(
                "weCom", Map.of("window", "WEEK", "most", 7),
                "contacts", List.of(Map.of("window", "DAY", "most", 2), Map.of("window", "WEEK", "most", 5)),
                "quietHours", Map.of("from", "22:00", "to", "08:00"),
                "overflow", Map.of("choice", "DROP"));

        assertThat(put("/quotas/settings", "\"0\"", choice).etag()).isEqualTo("\"1\"");
        assertThat(put("/quotas/settings", "\"0\"", choice).status()).isEqualTo(412);

        JsonNode settings = get("/quotas/settings").json();
        assertThat(settings.at("/contacts/1/most").asInt()).isEqualTo(5);
        assertThat(settings.at("/quietHours/from").asString()).startsWith("22:00");
        assertThat(settings.at("/overflow/choice").asString()).isEqualTo("DROP");
        assertThat(put("/quotas/settings", "\"1\"", Map.of()).etag()).isEqualTo("\"2\"");
        assertThat(get("/quotas/settings").json().path("contacts")).isEmpty();
    }

    @Test
    void allThatIsWrongWithAChoiceIsToldAtOnce() {
        Answer answer = put(
                "/quotas/settings",
                "\"0\"",
                Map.of(
                        "weCom", Map.of("window", "WEEK"),
                        "contacts",
                                List.of(
                                        Map.of("window", "DAY", "most", 0),
                                        Map.of("window", "DAY", "most", 3),
                                        Map.of("most", 3)),
                        "quietHours", Map.of("from", "22:00", "to", "22:00"),
                        "overflow", Map.of("choice", "DELAY"),
                        "momentsPerMinute", 0));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(errors(answer))
                .containsExactlyInAnyOrder(
                        "weCom.most required",
                        "contacts[0].most out_of_range",
                        "contacts[1].window duplicate",
                        "contacts[2].window required",
                        "quietHours.to quiet_all_day",
                        "overflow.atMost required",
                        "momentsPerMinute out_of_range");
        assertThat(get("/quotas/settings").etag()).isEqualTo("\"0\"");
    }

    @Test
    void aPreflightIsForSomebodyOfOneKind() {
        assertThat(errors(post("/quotas/preflight", Map.of()))).containsExactly("externalUserIds required");
        assertThat(errors(post(
                        "/quotas/preflight", Map.of("externalUserIds", List.of("wm1"), "chatIds", List.of("wr1")))))
                .containsExactly("chatIds contacts_or_groups");
        assertThat(post("/quotas/preflight", Map.of("chatIds", List.of("wr1")))
                        .json()
                        .path("willReach")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void aPreflightTellsWhoWaitsForQuietHoursToEnd() {
        put("/quotas/settings", "\"0\"", Map.of("quietHours", Map.of("from", "22:00", "to", "08:00")));

        JsonNode night = post(
                        "/quotas/preflight",
                        Map.of("externalUserIds", List.of("wm1", "wm2"), "at", "2026-11-30T23:00:00+08:00"))
                .json();
        JsonNode noon = post(
                        "/quotas/preflight",
                        Map.of("externalUserIds", List.of("wm1", "wm2"), "at", "2026-11-30T12:00:00+08:00"))
                .json();

        assertThat(night.path("quiet").asInt()).isEqualTo(2);
        assertThat(night.path("quietUntil").asString()).isEqualTo("2026-12-01T00:00:00Z");
        assertThat(noon.path("quiet").asInt()).isZero();
        assertThat(noon.path("quietUntil").isNull()).isTrue();
    }

    private static List<String> errors(Answer answer) {
        List<String> errors = new ArrayList<>();
        answer.json()
                .path("errors")
                .forEach(error -> errors.add(error.path("field").asString() + " "
                        + error.path("code").asString()));
        return errors;
    }
}
