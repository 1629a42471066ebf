package scrm.channel.roster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

import scrm.events.AttributionEvent.ContactAttributed;
import scrm.harness.Answer;
import scrm.messaging.JdbcTime;
import scrm.simulator.callback.CallbackMode;
import scrm.simulator.server.Fault;

class RosterIT extends RosterServiceIT {
    @Autowired
    private JdbcClient jdbc;

    @Test
    void theEdgeOfASlotTellsWeComOnceAndOnlyOfCodesThatChange() {
        wallClockShows("10:00");
        String changes = liveCodeOf("li", "wang");
        String stays = liveCodeOf("li", "wang");
        give(changes, roster(List.of(slot("09:00", "12:00", user("li")), slot("12:00", "18:00", user("wang")))));
        give(stays, roster(List.of(slot("09:00", "12:00", user("li")), slot("12:00", "18:00", user("li")))));
        leadsTo(changes, 1, "li");
        leadsTo(stays, 1, "li");
        assertThat(rosterOf(stays).path("until").asString())
                .isEqualTo(onTheWall()
                        .withHour(12)
                        .withMinute(0)
                        .withSecond(0)
                        .withNano(0)
                        .toInstant()
                        .toString());

        wallClockShows("12:00");

        leadsTo(changes, 2, "wang");
        soon().untilAsserted(() -> assertThat(rosterOf(stays).path("until").asString())
                .isEqualTo(onTheWall()
                        .withHour(18)
                        .withMinute(0)
                        .withSecond(0)
                        .withNano(0)
                        .toInstant()
                        .toString()));
        leadsTo(stays, 1, "li");
        assertThat(rosterOf(changes).path("basis").asString()).isEqualTo("SLOT");
    }

    @Test
    void contactsAtOnceAreCountedExactlyAndASpareTakesOverUntilMidnight() {
        wallClockShows("10:00");
        String path = liveCodeOf("li", "wang");
        give(path, roster(List.of(always(capped("li", 3))), "wang"));
        leadsTo(path, 1, "li");
        String state = get(path).json().path("state").asString();
        corp.callbackMode(CallbackMode.repeatedAndShuffled(3, Duration.ofMillis(300), 7));
        try {
            IntStream.range(0, 12).parallel().forEach(i -> corp.people().contactScans(state, "客户" + i));

            leadsTo(path, 2, "wang");
            soon().untilAsserted(
                            () -> assertThat(today(path).path("adds").asInt()).isEqualTo(12));
        } finally {
            corp.callbackMode(CallbackMode.NORMAL);
        }
        assertThat(adds(path, "li") + adds(path, "wang")).isEqualTo(12);
        assertThat(adds(path, "li")).isGreaterThanOrEqualTo(3);
        assertThat(today(path).path("overCap").asInt()).isEqualTo(adds(path, "li") - 3);
        assertThat(rosterOf(path).path("basis").asString()).isEqualTo("SPARES");
        assertThat(corp.people().contactScans(state, "晚来").userId()).isEqualTo("wang");

        wallClockShows("00:00");

        leadsTo(path, 3, "li");
        assertThat(today(path).path("adds").asInt()).isZero();
    }

    @Test
    void theContactThatReachesACapIsNotOverIt() {
        wallClockShows("10:00");
        String path = liveCodeOf("li", "wang");
        give(path, roster(List.of(always(capped("li", 2), user("wang")))));
        String state = get(path).json().path("state").asString();

        for (int i = 0; i < 4; i++) {
            corp.people().contactScans(state, "客户" + i);
        }

        leadsTo(path, 1, "wang");
        soon().untilAsserted(() -> assertThat(today(path).path("adds").asInt()).isEqualTo(4));
        assertThat(adds(path, "li")).isEqualTo(2);
        assertThat(today(path).path("overCap").asInt()).isZero();
    }

    @Test
    void onlyContactsByACodeWithARosterAreClaimed() {
        wallClockShows("10:00");
        String without = liveCodeOf("wang");
        String with = liveCodeOf("li");
        String first = corp.people().contactScans(stateOf(without), "客户").externalUserId();
        soon().untilAsserted(
                        () -> assertThat(published(ContactAttributed.class)).hasSize(1));
        give(with, roster(List.of(always(user("li")))));

        // What is told of one contact is heard in its order.
        corp.people().contactScansAgain(stateOf(with), first);

        soon().untilAsserted(() -> assertThat(adds(with, "li")).isEqualTo(1));
        assertThat(published(ContactAttributed.class))
                .extracting(event -> claimed("channel-qrcode-service.roster", event))
                .containsExactly(false, true);

        give(without, roster(List.of(always(user("wang")))));
        corp.people().contactScans(stateOf(without), "另一位");
        soon().untilAsserted(() -> assertThat(adds(without, "wang")).isEqualTo(1));
    }

    @Test
    void whoeverIsAheadOfTheWeightIsLeftOutUntilTheOthersCaughtUp() {
        wallClockShows("10:00");
        String path = liveCodeOf("li", "wang");
        give(path, roster(List.of(always(weighted("li", 1), weighted("wang", 3)))));
        waitsForTheNextChange();
        String state = get(path).json().path("state").asString();

        scan(state, 9);
        soon().untilAsserted(() -> assertThat(today(path).path("adds").asInt()).isEqualTo(9));
        assertThat(on(path)).containsExactly("li", "wang");

        scan(state, 1);
        leadsTo(path, 1, "wang");
        scan(state, 10);

        leadsTo(path, 2, "li", "wang");
        assertThat(adds(path, "li")).isEqualTo(5);
        assertThat(adds(path, "wang")).isEqualTo(15);
    }

    @Test
    void aMemberWhoIsAwayIsOnNowhereUntilBack() {
        wallClockShows("10:00");
        String path = liveCodeOf("li", "wang");
        String other = liveCodeOf("li", "zhao");
        give(path, roster(List.of(always(user("li"))), "wang"));
        give(other, roster(List.of(always(user("zhao")))));
        leadsTo(path, 1, "li");
        String until = WECOM.clock().instant().plus(Duration.ofHours(2)).toString();

        assertThat(put("/live-codes/away-users/li", "*", Map.of("until", until)).status())
                .isEqualTo(200);

        leadsTo(path, 2, "wang");
        assertThat(get("/live-codes/away-users").json().at("/items/0/userId").asString())
                .isEqualTo("li");

        WECOM.clock().advance(Duration.ofHours(2));

        leadsTo(path, 3, "li");
        leadsTo(other, 1, "zhao");
        assertThat(get("/live-codes/away-users").json().path("items")).isEmpty();
    }

    @Test
    void aMemberWhoComesBackEarlyIsOnAtOnce() {
        wallClockShows("10:00");
        String path = liveCodeOf("li", "wang");
        give(path, roster(List.of(always(user("li"))), "wang"));
        String until = WECOM.clock().instant().plus(Duration.ofHours(2)).toString();
        put("/live-codes/away-users/li", "*", Map.of("until", until));
        soon().untilAsserted(() -> assertThat(on(path)).containsExactly("wang"));

        assertThat(delete("/live-codes/away-users/li").status()).isEqualTo(204);

        soon().untilAsserted(() -> assertThat(on(path)).containsExactly("li"));
        assertThat(delete("/live-codes/away-users/li").status()).isEqualTo(404);
    }

    @Test
    void onAClosedDayTheSparesAreOn() {
        wallClockShows("10:00");
        String path = liveCodeOf("li", "wang");
        give(path, roster(List.of(slot("09:00", "18:00", user("li"))), "wang"));
        leadsTo(path, 1, "li");
        String holiday = "/live-codes/holidays/" + onTheWall().toLocalDate();

        assertThat(put(holiday, "*", Map.of()).status()).isEqualTo(200);

        leadsTo(path, 2, "wang");
        assertThat(get("/live-codes/holidays").json().at("/items/0/worksAs").isNull())
                .isTrue();

        assertThat(delete(holiday).status()).isEqualTo(204);

        leadsTo(path, 3, "li");
        assertThat(delete(holiday).status()).isEqualTo(404);
    }

    @Test
    void whenNobodyIsThereTheCodeGoesOnLeadingToThoseBeforeAndSaysSo() {
        wallClockShows("10:00");
        String path = liveCodeOf("li", "wang");
        give(path, roster(List.of(slot("09:00", "12:00", user("li")))));
        leadsTo(path, 1, "li");
        assertThat(rosterOf(path).path("alarm").isNull()).isTrue();

        wallClockShows("12:00");

        soon().untilAsserted(() ->
                assertThat(rosterOf(path).path("alarm").asString()).isEqualTo("NOBODY_THERE"));
        leadsTo(path, 1, "li");
        assertThat(openAlarms()).isEqualTo(1);

        assertThat(delete(path + "/roster", get(path + "/roster").etag()).status())
                .isEqualTo(204);
        assertThat(openAlarms()).isZero();
    }

    @Test
    void aCodeWithoutARosterSaysThatAllOfItsUsersAreAwayUntilOneIsBack() {
        wallClockShows("10:00");
        String path = liveCodeOf("li", "wang");
        goesAway("li", Duration.ofHours(2));
        goesAway("wang", Duration.ofHours(4));
        soon().untilAsserted(() -> assertThat(openAlarms()).isEqualTo(1));

        WECOM.clock().advance(Duration.ofHours(2));
        soon().untilAsserted(() -> assertThat(openAlarms()).isZero());

        goesAway("li", Duration.ofHours(8));
        soon().untilAsserted(() -> assertThat(openAlarms()).isEqualTo(1));
        assertThat(delete("/live-codes/away-users/wang").status()).isEqualTo(204);
        soon().untilAsserted(() -> assertThat(openAlarms()).isZero());
        assertThat(calls("externalcontact/update_contact_way")).isEmpty();
        assertThat(get(path).json().path("version").asInt()).isEqualTo(2);
    }

    @Test
    void aCodeWithoutARosterSaysThatNobodyIsThereFromTheBeginningAndNotAfterAnEdit() {
        wallClockShows("10:00");
        goesAway("li", Duration.ofHours(8));
        String path = liveCodeOf("li");
        soon().untilAsserted(() -> assertThat(openAlarms()).isEqualTo(1));
        corp.people().memberJoins("wang", "wang");

        assertThat(put(path, get(path).etag(), Map.of("name", "收银台", "users", List.of("li", "wang")))
                        .status())
                .isEqualTo(200);
        soon().untilAsserted(() -> assertThat(openAlarms()).isZero());

        give(path, roster(List.of(always(user("wang")))));
        goesAway("wang", Duration.ofHours(8));
        soon().untilAsserted(() -> assertThat(openAlarms()).isEqualTo(1));
        assertThat(delete(path + "/roster", get(path + "/roster").etag()).status())
                .isEqualTo(204);
        assertThat(openAlarms()).isEqualTo(1);
    }

    private void goesAway(String userId, Duration howLong) {
        Answer answer = put(
                "/live-codes/away-users/" + userId,
                "*",
                Map.of("until", WECOM.clock().instant().plus(howLong)));
        assertThat(answer.status()).as(answer.http().body()).isEqualTo(200);
    }

    private int openAlarms() {
        return get("/live-codes/alarms?open=true&reason=NOBODY_ON")
                .json()
                .path("items")
                .size();
    }

    @Test
    void aRefusalByWeComIsShownAndTriedAgainWithTheNextChange() {
        wallClockShows("10:00");
        String path = liveCodeOf("li", "wang");
        WECOM.faults()
                .add(Fault.errcode(84074)
                        .on("externalcontact/update_contact_way")
                        .of(corpId()));
        give(path, roster(List.of(slot("09:00", "12:00", user("li")), slot("12:00", "18:00", user("li")))));

        soon().untilAsserted(() -> {
            assertThat(rosterOf(path).path("alarm").asString()).isEqualTo("REFUSED_BY_WECOM");
            assertThat(rosterOf(path).at("/failure/errcode").asInt()).isEqualTo(84074);
        });

        WECOM.faults().clear();
        wallClockShows("12:00");

        soon().untilAsserted(
                        () -> assertThat(rosterOf(path).path("alarm").isNull()).isTrue());
        assertThat(calls("externalcontact/update_contact_way").getLast().executed())
                .isTrue();
    }

    @Test
    void aChangeOfDutyDisturbsNobodysEdit() {
        wallClockShows("10:00");
        String path = liveCodeOf("li", "wang");
        String etag = get(path).etag();
        give(path, roster(List.of(slot("09:00", "12:00", user("li"))), "wang"));
        leadsTo(path, 1, "li");
        wallClockShows("12:00");
        leadsTo(path, 2, "wang");

        Answer edited = put(path, etag, Map.of("name", "前台", "users", List.of("li", "wang")));

        assertThat(edited.status()).as(edited.http().body()).isEqualTo(200);
        leadsTo(path, 3, "wang");
    }

    @Test
    void whoeverIsTakenOffTheLiveCodeIsOffDutyToo() {
        wallClockShows("10:00");
        String path = liveCodeOf("li", "wang", "zhao");
        give(path, roster(List.of(always(user("li"))), "wang"));
        leadsTo(path, 1, "li");

        put(path, get(path).etag(), Map.of("name", "收银台", "users", List.of("wang", "zhao")));

        soon().untilAsserted(() -> assertThat(on(path)).containsExactly("wang"));
        assertThat(rosterOf(path).path("basis").asString()).isEqualTo("SPARES");
    }

    @Test
    void aCodeThatIsMadeLaterLeadsToThoseOnDuty() {
        wallClockShows("10:00");
        corp.people().memberJoins("li", "李四");
        corp.people().memberJoins("wang", "王五");
        Answer refused = post("/live-codes", liveCode("li", "nobody"));
        String path = "/live-codes/" + refused.json().path("id").asString();
        soon().untilAsserted(() ->
                assertThat(get(path).json().path("status").asString()).isEqualTo("FAILED"));
        give(path, roster(List.of(always(user("li")))));

        put(path, get(path).etag(), Map.of("name", "收银台", "users", List.of("li", "wang")));

        soon().untilAsserted(() -> {
            WECOM.clock().advance(Duration.ofSeconds(5));
            assertThat(calls("externalcontact/update_contact_way")).hasSize(1);
        });
        leadsTo(path, 1, "li");
    }

    @Test
    void aPreviewSaysWhoWouldBeOn() {
        wallClockShows("10:00");
        String path = liveCodeOf("li", "wang", "zhao");
        give(path, roster(List.of(slot("09:00", "12:00", user("li")), slot("12:00", "18:00", user("wang"))), "zhao"));

        JsonNode afternoon = get(path + "/roster/preview?at="
                        + onTheWall().plusDays(3).withHour(13).toInstant())
                .json();
        JsonNode night = get(path + "/roster/preview?at="
                        + onTheWall().plusDays(3).withHour(23).toInstant())
                .json();

        assertThat(texts(afternoon.path("users"))).containsExactly("wang");
        assertThat(texts(night.path("users"))).containsExactly("zhao");
        assertThat(night.path("basis").asString()).isEqualTo("SPARES");
    }

    @Test
    void withoutItsRosterACodeLeadsToAllOfItsUsers() {
        wallClockShows("10:00");
        String path = liveCodeOf("li", "wang");
        give(path, roster(List.of(always(user("li")))));
        leadsTo(path, 1, "li");

        assertThat(delete(path + "/roster", "\"7\"").status()).isEqualTo(412);
        assertThat(delete(path + "/roster", get(path + "/roster").etag()).status())
                .isEqualTo(204);

        soon().untilAsserted(() -> assertThat(
                        calls("externalcontact/update_contact_way").getLast().body())
                .contains("li", "wang"));
        assertThat(get(path + "/roster").status()).isEqualTo(404);
    }

    /** Nobody looks at the corp's rosters any more because of what was done so far. */
    private void waitsForTheNextChange() {
        soon().untilAsserted(() -> assertThat(jdbc.sql("""
                                SELECT COUNT(*) FROM work
                                WHERE kind = 'roster' AND corp_id = ? AND (state <> 'READY' OR due_at <= ?)
                                """)
                        .params(corpId(), JdbcTime.of(WECOM.clock().instant()))
                        .query(Integer.class)
                        .single())
                .isZero());
    }

    private String stateOf(String path) {
        return get(path).json().path("state").asString();
    }

    private void scan(String state, int contacts) {
        for (int i = 0; i < contacts; i++) {
            corp.people().contactScans(state, "客户" + i);
        }
    }

    private JsonNode today(String path) {
        return rosterOf(path).path("today");
    }

    private int adds(String path, String userId) {
        return today(path)
                .path("users")
                .valueStream()
                .filter(user -> user.path("userId").asString().equals(userId))
                .mapToInt(user -> user.path("adds").asInt())
                .sum();
    }
}
