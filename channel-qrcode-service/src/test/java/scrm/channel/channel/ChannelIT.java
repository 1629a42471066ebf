package scrm.channel.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import scrm.channel.ChannelServiceIT;
import scrm.harness.Answer;

class ChannelIT extends ChannelServiceIT {
    @Test
    void channelsWithoutKindStandOnTheLevelOfTheirDepth() {
        String platform = make(Map.of("name", "抖音"));
        String campaign = make(Map.of("name", "双十一", "parentId", platform));
        String placement = make(Map.of("name", "直播间", "parentId", campaign));

        assertThat(kind(platform)).isEqualTo("PLATFORM");
        assertThat(kind(campaign)).isEqualTo("CAMPAIGN");
        assertThat(kind(placement)).isEqualTo("PLACEMENT");
        refused(post("/channels", Map.of("name", "角落", "parentId", placement)), "parentId no_level_left");
        refused(post("/channels", Map.of("name", "角落", "parentId", campaign, "kind", "PLATFORM")), "kind not_allowed");
    }

    @Test
    void aMoveThatWouldTurnTheTreeRoundIsRefused() {
        String platform = make(Map.of("name", "抖音"));
        String campaign = make(Map.of("name", "双十一", "parentId", platform));
        String other = make(Map.of("name", "微博"));

        refused(edit(platform, Map.of("name", "抖音", "parentId", campaign)), "parentId within_itself");
        refused(edit(platform, Map.of("name", "抖音", "kind", "CAMPAIGN")), "kind not_allowed");
        // As a campaign it has no room for the campaign below it.
        refused(edit(platform, Map.of("name", "抖音", "parentId", other, "kind", "CAMPAIGN")), "parentId no_level_left");
        assertThat(kind(platform)).isEqualTo("PLATFORM");
    }

    @Test
    void periodsStayWithinOneAnotherWhicheverIsEdited() {
        String platform = make(Map.of("name", "抖音", "from", "2026-11-01", "until", "2026-11-30"));
        String campaign = make(Map.of("name", "双十一", "parentId", platform, "until", "2026-11-11"));

        refused(
                post("/channels", Map.of("name", "黑五", "parentId", platform, "until", "2026-12-01")),
                "until outside_parent");
        refused(edit(platform, Map.of("name", "抖音", "until", "2026-11-10")), "until outside_below");
        refused(
                edit(
                        campaign,
                        Map.of("name", "双十一", "parentId", platform, "from", "2026-11-12", "until", "2026-11-11")),
                "until ends_before_start");
        assertThat(get("/channels/" + platform).json().path("until").asString()).isEqualTo("2026-11-30");
    }

    @Test
    void channelsAreFoundByWhatPeopleKnowOfThem() {
        String platform = make(Map.of("name", "抖音", "owner", "zhang", "until", "2026-11-30", "note", "续约中"));
        String campaign = make(Map.of("name", "双十一", "parentId", platform, "owner", "li", "from", "2026-11-01"));
        String placement = make(Map.of("name", "抖音直播间", "parentId", campaign));
        String shop = make(Map.of("name", "门店", "kind", "PLACEMENT"));

        assertThat(found("name=" + encoded("抖音"))).containsExactly(platform, placement);
        assertThat(found("owner=li")).containsExactly(campaign);
        assertThat(found("kind=PLACEMENT")).containsExactly(placement, shop);
        assertThat(found("parentId=" + campaign)).containsExactly(placement);
        // An end that a channel has not is that of the one above.
        assertThat(found("activeOn=2026-11-15")).containsExactly(platform, campaign, placement, shop);
        assertThat(found("activeOn=2026-10-31")).containsExactly(platform, shop);
        assertThat(found("activeOn=2026-12-01")).containsExactly(shop);
        assertThat(found("name=" + encoded("抖音") + "&kind=PLATFORM&owner=zhang"))
                .containsExactly(platform);
        assertThat(get("/channels/" + platform).json().path("note").asString()).isEqualTo("续约中");
        assertThat(get("/channels?kind=SHOP").status()).isEqualTo(400);
        assertThat(get("/channels?activeOn=yesterday").status()).isEqualTo(400);
    }

    @Test
    void nothingNewIsPutUpBelowAnArchivedChannel() {
        corp.people().memberJoins("zhang", "张三");
        String platform = make(Map.of("name", "抖音"));
        String campaign = make(Map.of("name", "双十一", "parentId", platform));
        String other = make(Map.of("name", "微博"));

        Answer archived = post("/channels/" + platform + "/archive", Map.of());

        assertThat(archived.status()).isEqualTo(200);
        assertThat(archived.json().path("archivedAt").asString()).isNotBlank();
        assertThat(post("/channels/" + platform + "/archive", Map.of()).etag()).isEqualTo(archived.etag());
        refused(
                post("/live-codes", Map.of("channelId", campaign, "name", "收银台", "users", List.of("zhang"))),
                "channelId archived");
        refused(post("/channels", Map.of("name", "黑五", "parentId", campaign)), "parentId archived");
        refused(edit(other, Map.of("name", "微博", "parentId", campaign)), "parentId archived");
        assertThat(edit(platform, Map.of("name", "快手")).json().path("reason").asString())
                .isEqualTo("channel_archived");
        assertThat(found("activeOn=2026-11-15")).containsExactly(other);
        assertThat(found("")).contains(platform, campaign);
        assertThat(get("/channel-reports/funnel?channelId=" + platform).status())
                .isEqualTo(200);
    }

    @Test
    void anEditOnAnOldVersionOrUnderATakenNameIsRefused() {
        String platform = make(Map.of("name", "抖音"));
        make(Map.of("name", "微博"));

        assertThat(put("/channels/" + platform, "\"0\"", Map.of("name", "快手")).status())
                .isEqualTo(412);
        assertThat(edit(platform, Map.of("name", "微博")).json().path("reason").asString())
                .isEqualTo("channel_name_taken");
    }

    private String make(Map<String, Object> channel) {
        Answer answer = post("/channels", channel);
        assertThat(answer.status()).as(answer.http().body()).isEqualTo(201);
        return answer.json().path("id").asString();
    }

    private Answer edit(String id, Map<String, Object> channel) {
        return put("/channels/" + id, get("/channels/" + id).etag(), new HashMap<>(channel));
    }

    private String kind(String id) {
        return get("/channels/" + id).json().path("kind").asString();
    }

    private List<String> found(String query) {
        List<String> ids = new ArrayList<>();
        JsonNode items = get("/channels?" + query).json().path("items");
        items.forEach(item -> ids.add(item.path("id").asString()));
        return ids;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static void refused(Answer answer, String problem) {
        assertThat(answer.status()).as(answer.http().body()).isEqualTo(400);
        JsonNode error = answer.json().at("/errors/0");
        assertThat(error.path("field").asString() + " " + error.path("code").asString())
                .isEqualTo(problem);
        assertThat(error.path("detail").asString()).isNotEqualTo("This value is not allowed.");
    }
}
