package scrm.channel.roster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import scrm.channel.ChannelServiceIT;
import scrm.harness.Answer;

/** What tests of rosters begin with. */
abstract class RosterServiceIT extends ChannelServiceIT {
    protected static final List<String> EVERY_DAY =
            Arrays.stream(DayOfWeek.values()).map(Enum::name).toList();
    private static final JsonMapper JSON = new JsonMapper();
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    /** Moves the clock on to the next time that it shows this on the wall. */
    protected static void wallClockShows(String time) {
        ZonedDateTime now = WECOM.clock().instant().atZone(ZONE);
        ZonedDateTime then = now.with(LocalTime.parse(time));
        WECOM.clock().advance(Duration.between(now, then.isAfter(now) ? then : then.plusDays(1)));
    }

    protected static ZonedDateTime onTheWall() {
        return WECOM.clock().instant().atZone(ZONE);
    }

    /** Makes a live code of members who join for it; returns its path. */
    protected final String liveCodeOf(String... users) {
        for (String user : users) {
            corp.people().memberJoins(user, user);
        }
        Answer answer = post("/live-codes", liveCode(users));
        assertThat(answer.status()).as(answer.http().body()).isEqualTo(202);
        String path = "/live-codes/" + answer.json().path("id").asString();
        soon().untilAsserted(() ->
                assertThat(get(path).json().path("status").asString()).isEqualTo("ACTIVE"));
        return path;
    }

    protected final Map<String, Object> liveCode(String... users) {
        return Map.of("channelId", channel("门店" + System.nanoTime()), "name", "收银台", "users", List.of(users));
    }

    protected static Map<String, Object> slot(String from, String until, Object... users) {
        return Map.of("weekdays", EVERY_DAY, "from", from, "until", until, "users", List.of(users));
    }

    protected static Map<String, Object> always(Object... users) {
        return slot("00:00", "00:00", users);
    }

    protected static Map<String, Object> user(String userId) {
        return Map.of("userId", userId);
    }

    protected static Map<String, Object> capped(String userId, int dailyCap) {
        return Map.of("userId", userId, "dailyCap", dailyCap);
    }

    protected static Map<String, Object> weighted(String userId, int weight) {
        return Map.of("userId", userId, "weight", weight);
    }

    protected static Map<String, Object> roster(List<?> slots, String... spares) {
        Map<String, Object> roster = new HashMap<>();
        roster.put("slots", slots);
        roster.put("spares", List.of(spares));
        return roster;
    }

    /** Gives a live code its first roster. */
    protected final void give(String liveCode, Map<String, Object> roster) {
        Answer answer = put(liveCode + "/roster", "\"0\"", roster);
        assertThat(answer.status()).as(answer.http().body()).isEqualTo(200);
    }

    protected final JsonNode rosterOf(String liveCode) {
        Answer answer = get(liveCode + "/roster");
        assertThat(answer.status()).as(answer.http().body()).isEqualTo(200);
        return answer.json();
    }

    protected final List<String> on(String liveCode) {
        return texts(rosterOf(liveCode).path("users"));
    }

    /** Waits until the code leads to these, by our word and at WeCom, and until as often as this was WeCom asked. */
    protected final void leadsTo(String liveCode, int updates, String... users) {
        String configId = get(liveCode).json().path("configId").asString();
        soon().untilAsserted(() -> {
            assertThat(on(liveCode)).containsExactly(users);
            assertThat(updates(configId)).hasSize(updates);
            assertThat(updates(configId).getLast()).containsExactlyInAnyOrder(users);
        });
    }

    /** Whom WeCom was told to lead to, time after time. */
    private List<List<String>> updates(String configId) {
        return calls("externalcontact/update_contact_way").stream()
                .filter(call -> call.body().contains(configId))
                .map(call -> texts(JSON.readTree(call.body()).path("user")))
                .toList();
    }

    protected static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }

    protected static List<String> errors(Answer answer) {
        return answer.json()
                .path("errors")
                .valueStream()
                .map(error -> error.path("field").asString() + " "
                        + error.path("code").asString())
                .toList();
    }
}
