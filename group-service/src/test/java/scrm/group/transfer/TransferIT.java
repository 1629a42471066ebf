package scrm.group.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

import scrm.events.CorpId;
import scrm.group.GroupServiceIT;
import scrm.group.transfer.TransferItem.State;
import scrm.harness.Answer;
import scrm.messaging.JdbcTime;
import scrm.messaging.testing.QueryPlans;
import scrm.simulator.server.Fault;

class TransferIT extends GroupServiceIT {
    private static final String TRANSFERS = "/group-chats/transfers";
    private static final String RESIGNED = "externalcontact/groupchat/transfer";
    private static final String ON_JOB = "externalcontact/groupchat/onjob_transfer";

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private JdbcClient client;

    @Autowired
    private MarkForCall markForCall;

    @Autowired
    private TransferItems items;

    @Autowired
    private TransactionTemplate transaction;

    @Test
    void theGroupsOfAMemberWhoLeftGoToAnotherAHundredAtACall() {
        List<String> chatIds = groups("zhang", 105);
        people.memberLeaves("zhang");

        JsonNode transfer = asked(chatIds, "li", "RESIGNED");
        JsonNode job = ended(transfer);

        assertThat(job.path("done").asInt()).isEqualTo(105);
        assertThat(job.path("failed").asInt()).isZero();
        assertThat(calls(RESIGNED)).hasSize(2);
        assertThat(items(transfer, "?state=DONE")).hasSize(105).allSatisfy(item -> {
            assertThat(item.path("fromOwner").asString()).isEqualTo("zhang");
            assertThat(item.path("newOwner").asString()).isEqualTo("li");
        });
        // WeCom does not tell: the groups are read.
        soon().untilAsserted(() -> {
            WECOM.clock().advance(Duration.ofSeconds(5));
            assertThat(all("/group-chats?owner=li")).hasSize(105);
        });
        assertThat(all("/group-chats/ownerless")).isEmpty();
    }

    @Test
    void aReplyThatWasLostIsMadeUpForByLookingWhoOwnsTheGroups() {
        List<String> chatIds = groups("zhang", 3);
        people.memberLeaves("zhang");
        WECOM.faults().add(Fault.replyDropped().on(RESIGNED).of(corpId()).times(1));

        JsonNode transfer = asked(chatIds, "li", "RESIGNED");
        soon().untilAsserted(() -> assertThat(items(transfer, "?state=CALLING")).hasSize(3));
        assertThat(calls(RESIGNED)).hasSize(1);
        JsonNode job = endedInTime(transfer);

        assertThat(job.path("done").asInt()).isEqualTo(3);
        assertThat(calls(RESIGNED)).hasSize(1);
    }

    @Test
    void aCallThatNeverArrivedIsMadeAgainOnceWeComShowsThatNothingHappened() {
        List<String> chatIds = groups("zhang", 2);
        WECOM.faults().add(Fault.connectionReset().on(ON_JOB).of(corpId()).times(1));

        JsonNode transfer = asked(chatIds, "li", "ON_JOB");
        JsonNode job = endedInTime(transfer);

        assertThat(job.path("done").asInt()).isEqualTo(2);
        assertThat(items(transfer, "?state=DONE")).hasSize(2);
    }

    @Test
    void aGroupIsHandedOverTwiceInNinetyDaysAndNotAThirdTime() {
        List<String> chatIds = groups("zhang", 1);
        people.memberJoins("wang", "王五");
        ended(asked(chatIds, "li", "ON_JOB"));
        ended(asked(chatIds, "wang", "ON_JOB"));
        soon().untilAsserted(() -> {
            WECOM.clock().advance(Duration.ofSeconds(5));
            assertThat(all("/group-chats?owner=wang")).hasSize(1);
        });
        int calls = calls(ON_JOB).size();

        JsonNode transfer = asked(chatIds, "zhang", "ON_JOB");

        assertThat(transfer.path("accepted").asInt()).isZero();
        assertThat(transfer.path("refused").get(0).path("reason").asString()).isEqualTo("TWICE_IN_90_DAYS");
        JsonNode job = ended(transfer);
        assertThat(job.path("failed").asInt()).isEqualTo(1);
        assertThat(calls(ON_JOB)).hasSize(calls);
    }

    @Test
    void whatWeComWouldRefuseIsRefusedBeforehandAndADryRunChangesNothing() {
        List<String> chatIds = groups("zhang", 2);
        List<String> all = List.of(chatIds.get(0), "wrNobodyKnows");

        Answer dry = post(TRANSFERS + "?dryRun=true", body(all, "zhang", "ON_JOB"));

        assertThat(dry.status()).isEqualTo(200);
        assertThat(dry.json().path("accepted").asInt()).isZero();
        assertThat(dry.json().path("job").isNull()).isTrue();
        assertThat(dry.json().path("refused").values().stream()
                        .map(item -> item.path("reason").asString()))
                .containsExactlyInAnyOrder("SAME_OWNER", "NOT_FOUND");
        assertThat(get("/jobs").json().path("items").values().stream()
                        .filter(job -> job.path("kind").asString().equals(TransferGroupChats.KIND)))
                .isEmpty();
        assertThat(jdbc.queryForObject(
                        "SELECT COUNT(*) FROM group_transfer_item WHERE corp_id = ?", Integer.class, corpId()))
                .isZero();
    }

    @Test
    void whatWeComRefusesIsToldPerGroup() {
        List<String> chatIds = groups("zhang", 2);

        JsonNode transfer = asked(chatIds, "li", "RESIGNED");
        JsonNode job = ended(transfer);

        assertThat(job.path("failed").asInt()).isEqualTo(2);
        assertThat(items(transfer, "?state=FAILED"))
                .allSatisfy(item -> assertThat(item.path("errcode").asInt()).isEqualTo(90500));
    }

    @Test
    void moreThanWeComTakesOfOneOwnerADayWaitForTomorrow() {
        List<String> chatIds = groups("zhang", 2);
        earlier(299);

        JsonNode transfer = asked(chatIds, "li", "ON_JOB");

        soon().untilAsserted(() -> assertThat(items(transfer, "?state=DONE")).hasSize(1));
        assertThat(items(transfer, "?state=PENDING")).hasSize(1);
        assertThat(job(transfer).path("state").asString()).isEqualTo("RUNNING");
        WECOM.clock().advance(Duration.ofHours(24));
        assertThat(ended(transfer).path("done").asInt()).isEqualTo(2);
    }

    @Test
    void twoTransfersTogetherCallAboutNoMoreOfAnOwnerThanWeComTakes() {
        earlier(250);
        List<TransferItem> one = pending("one", 30);
        List<TransferItem> other = pending("other", 30);
        CorpId corpId = new CorpId(corpId());
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Future<?> second = Objects.requireNonNull(transaction.execute(_ -> {
                markForCall.mark(corpId, "one", one);
                Future<?> begun = threads.submit(() -> markForCall.mark(corpId, "other", other));
                // It waits until the first is through.
                assertThat(begun).failsWithin(Duration.ofMillis(300)).withThrowableOfType(TimeoutException.class);
                return begun;
            }));

            assertThat(second)
                    .failsWithin(Duration.ofSeconds(20))
                    .withThrowableOfType(ExecutionException.class)
                    .withCauseInstanceOf(IllegalStateException.class);
        }
        assertThat(items.list(corpId, "one", State.CALLING, "", 100)).hasSize(30);
        assertThat(items.list(corpId, "other", State.PENDING, "", 100)).hasSize(30);
        markForCall.mark(corpId, "other", other.subList(0, 20));
        assertThat(items.list(corpId, "other", State.CALLING, "", 100)).hasSize(20);
    }

    @Test
    void aTransferThatMakesNoSenseNamesWhatIsWrong() {
        assertThat(problem(body(List.of("wr1", "wr1"), "li", "ON_JOB"))).contains("chatIds[1]");
        assertThat(problem(body(List.of(), "li", "ON_JOB"))).contains("chatIds");
        assertThat(problem(Map.of("chatIds", List.of("wr1"), "kind", "ON_JOB"))).contains("newOwner");
        assertThat(problem(Map.of("chatIds", List.of("wr1"), "newOwner", "li"))).contains("kind");
    }

    @Test
    void itemsAndTheCountOfTheDayAreFoundByIndex() {
        QueryPlans.fill(
                jdbc,
                "group_transfer_item",
                "corp_id, job_id, chat_id, from_owner, new_owner, handover, state, called_at",
                "'wwplan', CONCAT('job', n % 50), CONCAT('wr', n), 'zhang', 'li', 'ON_JOB',"
                        + " IF(n % 40 = 0, 'CALLING', 'DONE'), '2026-01-01' + INTERVAL n HOUR");

        assertThat(QueryPlans.keys(
                        client,
                        JdbcTransferItems.LIST_OF_STATE,
                        Map.of("corpId", "wwplan", "jobId", "job1", "state", "CALLING", "after", "", "limit", 20)))
                .containsExactly("group_transfer_item_by_state");
        assertThat(QueryPlans.keys(
                        client, JdbcTransferItems.CALLED_SINCE, Map.of("corpId", "wwplan", "since", "2027-02-15")))
                .containsExactly("group_transfer_item_called");
        assertThat(QueryPlans.keys(
                        client, JdbcTransferItems.LOCK_PENDING, Map.of("corpId", "wwplan", "from", List.of("zhang"))))
                .containsExactly("group_transfer_item_called");
    }

    /** Groups of zhang that were handed over today. */
    private void earlier(int count) {
        insert("earlier", count, "DONE", JdbcTime.of(WECOM.clock().instant()));
    }

    /** Groups of zhang that a job is to hand over. */
    private List<TransferItem> pending(String jobId, int count) {
        insert(jobId, count, "PENDING", null);
        return items.pending(new CorpId(corpId()), jobId, Set.of(), count);
    }

    private void insert(String jobId, int count, String state, @Nullable Object calledAt) {
        jdbc.update(
                "INSERT INTO group_transfer_item (corp_id, job_id, chat_id, from_owner, new_owner, handover, state, called_at)"
                        + " SELECT ?, ?, CONCAT('wr', n), 'zhang', 'li', 'ON_JOB', ?, ? FROM "
                        + QueryPlans.NUMBERS + " WHERE n < ?",
                corpId(),
                jobId,
                state,
                calledAt,
                count);
    }

    private List<String> problem(Map<String, Object> body) {
        Answer answer = post(TRANSFERS, body);
        assertThat(answer.status()).isEqualTo(400);
        return answer.json().path("errors").values().stream()
                .map(error -> error.path("field").asString())
                .toList();
    }

    /** Groups that we know by a sync. */
    private List<String> groups(String owner, int count) {
        corp.sendCallbacksTo(null);
        String[] chatIds = IntStream.range(0, count)
                .mapToObj(i -> people.memberCreatesGroup(owner, "群" + i, List.of()))
                .toArray(String[]::new);
        JsonNode job = post("/jobs", Map.of("kind", "group-chat-sync")).json();
        soon().untilAsserted(() -> assertThat(get("/jobs/" + job.path("id").asString())
                        .json()
                        .path("state")
                        .asString())
                .isEqualTo("SUCCEEDED"));
        return Arrays.asList(chatIds);
    }

    private static Map<String, Object> body(List<String> chatIds, String newOwner, String kind) {
        return new HashMap<>(Map.of("chatIds", chatIds, "newOwner", newOwner, "kind", kind));
    }

    private JsonNode asked(List<String> chatIds, String newOwner, String kind) {
        Answer answer = post(TRANSFERS, body(chatIds, newOwner, kind));
        assertThat(answer.status()).isEqualTo(202);
        return answer.json();
    }

    private JsonNode job(JsonNode transfer) {
        return get("/jobs/" + transfer.path("job").path("id").asString()).json();
    }

    private List<JsonNode> items(JsonNode transfer, String query) {
        return all(TRANSFERS + "/" + transfer.path("job").path("id").asString() + "/items" + query);
    }

    private JsonNode ended(JsonNode transfer) {
        soon().untilAsserted(
                        () -> assertThat(job(transfer).path("state").asString()).isEqualTo("SUCCEEDED"));
        return job(transfer);
    }

    private JsonNode endedInTime(JsonNode transfer) {
        soon().untilAsserted(() -> {
            WECOM.clock().advance(Duration.ofSeconds(20));
            assertThat(job(transfer).path("state").asString()).isEqualTo("SUCCEEDED");
        });
        return job(transfer);
    }
}
