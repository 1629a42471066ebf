package scrm.channel.roster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import scrm.harness.Answer;

class RosterInputIT extends RosterServiceIT {
    @Test
    void allThatIsWrongWithARosterIsToldAtOnceAndChangesNothing() {
        String path = liveCodeOf("li", "wang");
        Map<String, Object> bad = roster(
                List.of(slot("09:00", "12:00", user("li"), user("li")), slot("11:59", "13:00:30", user("stranger"))),
                "wang",
                "wang",
                "nobody");

        Answer answer = put(path + "/roster", "\"0\"", bad);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(errors(answer))
                .containsExactlyInAnyOrder(
                        "slots[0].users[1].userId duplicate",
                        "slots[1].until wrong_format",
                        "slots[1].users[0].userId not_of_live_code",
                        "slots[1] slots_overlap",
                        "spares[1] duplicate",
                        "spares[2] not_of_live_code");
        assertThat(get(path + "/roster").status()).isEqualTo(404);
        assertThat(calls("externalcontact/update_contact_way")).isEmpty();
    }

    @Test
    void limitsAreKept() {
        String path = liveCodeOf("li", "wang") + "/roster";
        Object[] crowd =
                IntStream.rangeClosed(1, 101).mapToObj(i -> user("u" + i)).toArray();

        assertThat(refusal(path, roster(List.of()))).containsExactly("slots required");
        assertThat(refusal(path, roster(List.of(always())))).containsExactly("slots[0].users required");
        assertThat(refusal(path, roster(List.of(always(crowd))))).containsExactly("slots[0].users too_many");
        assertThat(refusal(path, roster(List.of(always(capped("li", 0))))))
                .containsExactly("slots[0].users[0].dailyCap too_small");
        assertThat(refusal(path, roster(List.of(always(weighted("li", 0), weighted("wang", 101))))))
                .containsExactlyInAnyOrder("slots[0].users[0].weight too_small", "slots[0].users[1].weight too_large");
        assertThat(refusal(path, roster(List.of(slotOn(List.of(), "09:00")))))
                .containsExactly("slots[0].weekdays required");
        assertThat(refusal(path, roster(List.of(slotOn(List.of("FUNDAY"), "09:00")))))
                .containsExactly("slots[0].weekdays[0] not_allowed");
        assertThat(refusal(path, roster(List.of(slotOn(List.of("MONDAY"), "25:00")))))
                .containsExactly("slots[0].from wrong_format");
    }

    @Test
    void aRosterIsEditedOnItsVersion() {
        String path = liveCodeOf("li", "wang") + "/roster";
        Map<String, Object> roster = roster(List.of(always(user("li"))));
        assertThat(put(path, "\"1\"", roster).status()).isEqualTo(412);

        Answer first = put(path, "\"0\"", roster);
        Answer again = put(path, "\"0\"", roster);
        Answer edited = put(path, first.etag(), roster(List.of(always(user("wang")))));

        assertThat(first.status()).isEqualTo(200);
        assertThat(again.status()).isEqualTo(412);
        assertThat(edited.status()).isEqualTo(200);
        assertThat(texts(edited.json().path("users"))).containsExactly("wang");
    }

    @Test
    void whatIsNotThereIsNotFound() {
        String path = liveCodeOf("li");

        assertThat(get(path + "/roster").status()).isEqualTo(404);
        assertThat(delete(path + "/roster", "*").status()).isEqualTo(404);
        assertThat(put("/live-codes/4711/roster", "\"0\"", roster(List.of(always(user("li")))))
                        .status())
                .isEqualTo(404);
        assertThat(get(path + "/roster/preview?at=" + onTheWall().plusHours(1).toInstant())
                        .status())
                .isEqualTo(404);
    }

    @Test
    void anArchivedCodeTakesNoRoster() {
        String path = liveCodeOf("li");
        post(path + "/archive", Map.of());

        assertThat(put(path + "/roster", "\"0\"", roster(List.of(always(user("li")))))
                        .status())
                .isEqualTo(409);
    }

    @Test
    void timesOutOfReachAreRefused() {
        String path = liveCodeOf("li");
        give(path, roster(List.of(always(user("li")))));

        assertThat(errors(get(path + "/roster/preview?at=2020-01-01T00:00:00Z")))
                .containsExactly("at past");
        assertThat(errors(get(path + "/roster/preview?at=9999-01-01T00:00:00Z")))
                .containsExactly("at too_large");
        assertThat(errors(get(path + "/roster/preview?at=tomorrow"))).containsExactly("at wrong_format");
        assertThat(errors(put("/live-codes/away-users/li", "*", Map.of("until", "2020-01-01T00:00:00Z"))))
                .containsExactly("until past");
        assertThat(errors(put("/live-codes/away-users/li", "*", Map.of()))).containsExactly("until required");
        assertThat(errors(put("/live-codes/holidays/1999-01-01", "*", Map.of())))
                .containsExactly("day out_of_range");
        assertThat(errors(put("/live-codes/holidays/soon", "*", Map.of()))).containsExactly("day wrong_format");
        assertThat(errors(put("/live-codes/holidays/" + onTheWall().toLocalDate(), "*", Map.of("worksAs", "FUNDAY"))))
                .containsExactly("worksAs not_allowed");
    }

    @Test
    void holidaysAreListedInTheOrderOfTime() {
        String first = onTheWall().toLocalDate().plusDays(10).toString();
        String second = onTheWall().toLocalDate().plusDays(11).toString();
        put("/live-codes/holidays/" + second, "*", Map.of("worksAs", "MONDAY"));
        put("/live-codes/holidays/" + first, "*", Map.of());

        Answer page = get("/live-codes/holidays?limit=1");
        Answer rest = get("/live-codes/holidays?limit=1&cursor="
                + page.json().path("next").asString());

        assertThat(page.json().at("/items/0/day").asString()).isEqualTo(first);
        assertThat(rest.json().at("/items/0/day").asString()).isEqualTo(second);
        assertThat(rest.json().at("/items/0/worksAs").asString()).isEqualTo("MONDAY");
        assertThat(rest.json().path("next").isNull()).isTrue();
    }

    private List<String> refusal(String path, Map<String, Object> roster) {
        Answer answer = put(path, "\"0\"", roster);
        assertThat(answer.status()).as(answer.http().body()).isEqualTo(400);
        return errors(answer);
    }

    private static Map<String, Object> slotOn(List<String> weekdays, String from) {
        Map<String, Object> slot = new HashMap<>(slot(from, "18:00", user("li")));
        slot.put("weekdays", weekdays);
        return slot;
    }
}
