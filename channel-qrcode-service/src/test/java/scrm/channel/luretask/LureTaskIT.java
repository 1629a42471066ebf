package scrm.channel.luretask;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

import scrm.channel.ChannelServiceIT;
import scrm.harness.Answer;
import scrm.simulator.server.Fault;

class LureTaskIT extends ChannelServiceIT {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final String SEND = "message/send";

    @Autowired
    private JdbcClient jdbc;

    private String shop;
    private LocalDate today;

    @BeforeEach
    void openShop() {
        corp.people().memberJoins("zhang", "张三");
        shop = channel("门店");
        // Far from midnight, so that a day's end is reached only on purpose.
        moveTo(ZonedDateTime.ofInstant(WECOM.clock().instant(), SHANGHAI)
                .plusDays(1)
                .with(LocalTime.NOON));
        today = LocalDate.ofInstant(WECOM.clock().instant(), SHANGHAI);
    }

    @Test
    void eachDayThatComesRaisesItsTaskOnceAndItsOwnerIsToldInTheMorning() {
        make(Map.of(
                "rotateOn",
                today.plusDays(1).toString(),
                "until",
                today.plusDays(1).toString()));

        moveTo(today.plusDays(1).atTime(0, 0, 1).atZone(SHANGHAI));
        soon().untilAsserted(() -> assertThat(tasks("")).containsExactly("ROTATION OPEN PENDING"));
        assertThat(calls(SEND)).isEmpty();

        moveTo(today.plusDays(1).atTime(9, 6).atZone(SHANGHAI));
        soon().untilAsserted(() -> assertThat(tasks("")).containsExactly("ROTATION OPEN SENT"));

        moveTo(today.plusDays(2).atTime(12, 0).atZone(SHANGHAI));
        soon().untilAsserted(() -> assertThat(tasks("")).containsExactly("ROTATION OPEN SENT", "EXPIRED OPEN SENT"));
        assertThat(corp.people().inbox("zhang")).hasSize(2).allSatisfy(got -> {
            assertThat(got.kind()).isEqualTo("app_message");
            assertThat(got.content().at("/text/content").asString()).contains("优惠券");
        });
    }

    @Test
    void theLastClaimRaisesATaskAndMoreStockMakesItObsolete() {
        String path = make(Map.of("stock", 1));
        claim(path, "wm1");

        soon().untilAsserted(() -> assertThat(tasks("")).containsExactly("EXHAUSTED OPEN SENT"));

        edit(path, Map.of("stock", 2));
        soon().untilAsserted(() -> assertThat(tasks("")).containsExactly("EXHAUSTED OBSOLETE SENT"));

        claim(path, "wm2");
        soon().untilAsserted(
                        () -> assertThat(tasks("")).containsExactly("EXHAUSTED OBSOLETE SENT", "EXHAUSTED OPEN SENT"));
    }

    @Test
    void anEditMovesTheDayOnWhichATaskIsRaised() {
        String path = make(Map.of("until", today.plusDays(1).toString()));
        edit(path, Map.of("until", today.plusDays(5).toString()));

        moveTo(today.plusDays(3).atTime(12, 0).atZone(SHANGHAI));
        reviewed(path, today.plusDays(6));
        assertThat(tasks("")).isEmpty();

        edit(path, Map.of("until", today.plusDays(2).toString()));
        soon().untilAsserted(() -> assertThat(tasks("")).containsExactly("EXPIRED OPEN SENT"));

        edit(path, Map.of("until", today.plusDays(4).toString()));
        soon().untilAsserted(() -> assertThat(tasks("")).containsExactly("EXPIRED OBSOLETE SENT"));

        // The same day again gives the same task again.
        edit(path, Map.of("until", today.plusDays(2).toString()));
        soon().untilAsserted(() -> assertThat(tasks("")).containsExactly("EXPIRED OPEN SENT"));
        assertThat(calls(SEND)).hasSize(1);
    }

    @Test
    void aTaskIsDoneOnceAndGoesWithTheLureToItsNewOwner() {
        corp.people().memberJoins("li", "李四");
        String path = make(Map.of("rotateOn", today.toString()));
        soon().untilAsserted(() -> assertThat(tasks("?owner=zhang&status=OPEN")).containsExactly("ROTATION OPEN SENT"));

        edit(path, Map.of("rotateOn", today.toString(), "owner", "li"));
        soon().untilAsserted(() -> assertThat(tasks("?owner=li&status=OPEN")).hasSize(1));
        assertThat(tasks("?owner=zhang")).isEmpty();

        String id = get("/channels/lure-tasks").json().at("/items/0/id").asString();
        Answer done = post("/channels/lure-tasks/" + id + "/done", Map.of());
        assertThat(done.status()).isEqualTo(200);
        assertThat(done.json().path("status").asString()).isEqualTo("DONE");
        assertThat(post("/channels/lure-tasks/" + id + "/done", Map.of()).json())
                .isEqualTo(done.json());
        assertThat(post("/channels/lure-tasks/4711/done", Map.of()).status()).isEqualTo(404);

        // What is done is not raised again by another look.
        edit(path, Map.of("rotateOn", today.toString(), "owner", "li", "stock", 5));
        reviewed(path, null);
        assertThat(tasks("?status=OPEN")).isEmpty();
    }

    @Test
    void anEndedLureLeavesNothingToDo() {
        String path = make(
                Map.of("rotateOn", today.toString(), "until", today.plusDays(1).toString()));
        soon().untilAsserted(() -> assertThat(tasks("")).containsExactly("ROTATION OPEN SENT"));

        post(path + "/end", Map.of());

        soon().untilAsserted(() -> assertThat(tasks("")).containsExactly("ROTATION OBSOLETE SENT"));
        moveTo(today.plusDays(3).atTime(12, 0).atZone(SHANGHAI));
        reviewed(path, null);
        assertThat(tasks("")).containsExactly("ROTATION OBSOLETE SENT");
    }

    @Test
    void aMessageWhoseAnswerWasLostIsNotSentAgain() {
        WECOM.faults().add(Fault.replyDropped().on(SEND).of(corpId()).times(1));

        make(Map.of("rotateOn", today.toString()));

        soon().untilAsserted(() -> assertThat(tasks("")).containsExactly("ROTATION OPEN UNKNOWN"));
        assertThat(calls(SEND)).hasSize(1);
        assertThat(corp.people().inbox("zhang")).hasSize(1);
    }

    @Test
    void anOwnerWhomWeComDoesNotReachStillHasTheTask() {
        make(Map.of("rotateOn", today.toString(), "owner", "nobody"));

        soon().untilAsserted(() -> assertThat(tasks("?owner=nobody")).containsExactly("ROTATION OPEN REFUSED"));
    }

    private static void moveTo(ZonedDateTime to) {
        Instant now = WECOM.clock().instant();
        WECOM.clock().advance(Duration.between(now, to.toInstant()));
    }

    /** Waits until the lure's review is through, and waits for that day; null: for none. */
    private void reviewed(String path, LocalDate next) {
        String id = path.substring(path.lastIndexOf('/') + 1);
        soon().untilAsserted(() -> assertThat(jdbc.sql("""
                                SELECT CASE WHEN state = 'DONE' THEN 'none'
                                            ELSE DATE_FORMAT(due_at + INTERVAL 8 HOUR, '%Y-%m-%d') END
                                FROM work WHERE kind = 'lure-review' AND corp_id = :corpId AND work_key = :id
                                """)
                        .param("corpId", corpId())
                        .param("id", id)
                        .query(String.class)
                        .single())
                .isEqualTo(next == null ? "none" : next.toString()));
    }

    private String make(Map<String, Object> more) {
        Answer answer = post("/channels/" + shop + "/lures", lure(more));
        assertThat(answer.status()).as(answer.http().body()).isEqualTo(201);
        return "/channels/" + shop + "/lures/" + answer.json().path("id").asString();
    }

    private void edit(String path, Map<String, Object> more) {
        Answer answer = put(path, get(path).etag(), lure(more));
        assertThat(answer.status()).as(answer.http().body()).isEqualTo(200);
    }

    private static Map<String, Object> lure(Map<String, Object> more) {
        Map<String, Object> lure = new HashMap<>(Map.of("title", "优惠券", "promise", "满一百减十", "owner", "zhang"));
        lure.putAll(more);
        return lure;
    }

    private void claim(String path, String externalUserId) {
        Answer answer =
                post(path + "/claims", Map.of("externalUserId", externalUserId, "claimId", "c-" + externalUserId));
        assertThat(answer.status()).as(answer.http().body()).isEqualTo(201);
    }

    private List<String> tasks(String query) {
        List<String> tasks = new ArrayList<>();
        JsonNode items = get("/channels/lure-tasks" + query).json().path("items");
        items.forEach(task -> tasks.add(task.path("reason").asString() + " "
                + task.path("status").asString() + " " + task.path("told").asString()));
        return tasks;
    }
}
