package scrm.tag.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

import scrm.events.AttributionEvent.ContactAttributed;
import scrm.events.AttributionEvent.SourceTag;
import scrm.events.CorpId;
import scrm.events.EventId;
import scrm.events.ExternalUserId;
import scrm.events.TaggingEvent.ContactErased;
import scrm.events.TaggingEvent.ContactReadmitted;
import scrm.events.UserId;
import scrm.harness.Answer;
import scrm.harness.HeldText;
import scrm.simulator.Friendship;
import scrm.simulator.callback.CallbackMode;
import scrm.tag.TagServiceIT;

class ErasureIT extends TagServiceIT {
    @Autowired
    private JdbcClient client;

    @AfterEach
    void backToNow() {
        corp.callbackMode(CallbackMode.NORMAL);
    }

    @Test
    void nothingNamesAnErasedContact() {
        Friendship added = furnished();

        Answer answer = erase(added);

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.json().path("state").asString()).isEqualTo("ERASING");
        soon().untilAsserted(() -> assertThat(get(of(added)).status()).isEqualTo(404));
        // What was under way is deleted once more.
        WECOM.clock().advance(Duration.ofMinutes(4));
        soon().untilAsserted(() -> assertThat(
                        get(of(added) + "/erasure").json().path("state").asString())
                .isEqualTo("ERASED"));
        soon().untilAsserted(() ->
                assertThat(HeldText.places(client, added.externalUserId())).isEmpty());
        assertThat(published(ContactErased.class)).hasSize(1);
    }

    @Test
    void anErasedContactDoesNotComeBack() {
        Friendship added = furnished();
        erase(added);
        soon().untilAsserted(() -> assertThat(get(of(added)).status()).isEqualTo(404));

        people.memberEditsRemark("zhang", added.externalUserId(), "又");
        people.memberAddsExisting("li", added.externalUserId());
        publish(attributed(added, "again"));
        sync("full");
        sync("incremental");
        Friendship other = people.memberAdds("zhang", "别人");
        soon().untilAsserted(() -> assertThat(get(of(other)).status()).isEqualTo(200));

        assertThat(get(of(added)).status()).isEqualTo(404);
        for (String table : List.of("external_contact", "follow_user", "tag_assignment", "timeline_entry")) {
            assertThat(client.sql("SELECT COUNT(*) FROM " + table + " WHERE external_userid = ?")
                            .param(added.externalUserId())
                            .query(Long.class)
                            .single())
                    .as(table)
                    .isZero();
        }
    }

    @Test
    void askingAgainChangesNothing() {
        Friendship added = furnished();

        JsonNode first = erase(added).json();
        JsonNode second = erase(added).json();

        assertThat(second.path("erasedAt")).isEqualTo(first.path("erasedAt"));
        soon().untilAsserted(() -> assertThat(published(ContactErased.class)).hasSize(1));
    }

    @Test
    void aContactIsReadAnewWhenItMayComeInAgain() {
        Friendship added = furnished();
        erase(added);
        soon().untilAsserted(() -> assertThat(get(of(added)).status()).isEqualTo(404));

        assertThat(delete(of(added) + "/erasure").status()).isEqualTo(204);

        soon().untilAsserted(() -> assertThat(get(of(added)).status()).isEqualTo(200));
        assertThat(delete(of(added) + "/erasure").status()).isEqualTo(404);
        soon().untilAsserted(
                        () -> assertThat(published(ContactReadmitted.class)).hasSize(1));
    }

    @Test
    void anExportShowsAllSections() {
        Friendship added = furnished();

        JsonNode export = get(of(added) + "/export").json();

        assertThat(export.at("/sections/contact/name").asString()).isEqualTo("李雷");
        assertThat(export.at("/sections/timeline")).isNotEmpty();
        assertThat(export.at("/sections/tagAssignments")).isNotEmpty();
        assertThat(export.at("/sections/syncReports")).isNotEmpty();
        JsonNode nobody = get("/external-contacts/wmNobody/export").json();
        assertThat(nobody.at("/sections/timeline")).isEmpty();
    }

    /** A contact about whom as much is held as can be. */
    private Friendship furnished() {
        corp.callbackMode(CallbackMode.dropping(1, 6));
        Friendship added = people.memberAdds("zhang", "李雷");
        sync("full");
        corp.callbackMode(CallbackMode.NORMAL);
        people.memberEditsRemark("zhang", added.externalUserId(), "同学");
        people.memberMarksPersonalTag("zhang", added.externalUserId(), "球友");
        publish(attributed(added, "first"));
        String tag = post("/personal-tags", Map.of("userId", "zhang", "name", "我的"))
                .json()
                .path("id")
                .asString();
        assertThat(post("/personal-tags/" + tag + "/contacts", Map.of("add", List.of(added.externalUserId())))
                        .status())
                .isEqualTo(200);
        soon().untilAsserted(() -> {
            JsonNode followUser = get(of(added)).json().path("followUsers").path(0);
            assertThat(followUser.path("tags")).hasSize(1);
            assertThat(followUser.path("personalTags")).hasSize(2);
        });
        return added;
    }

    private ContactAttributed attributed(Friendship added, String what) {
        return new ContactAttributed(
                EventId.derived("erasure-it", added.externalUserId(), what),
                new CorpId(corpId()),
                Instant.parse("2026-11-22T00:00:00Z"),
                new UserId("zhang"),
                new ExternalUserId(added.externalUserId()),
                "1",
                "2",
                "3",
                true,
                List.of(new SourceTag("来源", "门店")));
    }

    private Answer erase(Friendship added) {
        return post(of(added) + "/erasure", Map.of());
    }

    private static String of(Friendship friendship) {
        return "/external-contacts/" + friendship.externalUserId();
    }

    private void sync(String mode) {
        String job = post("/jobs", Map.of("kind", "external-contact-sync", "mode", mode))
                .json()
                .path("id")
                .asString();
        soon().untilAsserted(() ->
                assertThat(get("/jobs/" + job).json().path("state").asString()).isEqualTo("SUCCEEDED"));
    }
}
