package scrm.rest.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

import scrm.events.CorpId;
import scrm.rest.Answers;
import scrm.rest.InvalidRequest;
import scrm.rest.RestIT;
import scrm.rest.testing.TestTokens;

@Import(IdempotencyIT.Orders.class)
class IdempotencyIT extends RestIT {
    private static final String ORDERS = "/v1/corps/" + CORP + "/orders";

    record Order(String name, String how) {}

    record Placed(long id, String name) {}

    @RestController
    static class Orders {
        private final JdbcClient jdbc;
        private final TransactionTemplate transaction;
        volatile CountDownLatch entered = new CountDownLatch(1);
        volatile CountDownLatch mayCommit = new CountDownLatch(1);

        Orders(JdbcClient jdbc, TransactionTemplate transaction) {
            this.jdbc = jdbc;
            this.transaction = transaction;
        }

        @PostMapping({"/v1/corps/{corpId}/orders", "/v1/corps/{corpId}/other-orders"})
        @Answers(HttpStatus.CREATED)
        ResponseEntity<Placed> place(@PathVariable CorpId corpId, @RequestBody Order order) {
            if (order.how().equals("invalid")) {
                throw InvalidRequest.field("how", "not_allowed", "other");
            }
            transaction.executeWithoutResult(status -> {
                jdbc.sql("INSERT INTO orders (name) VALUES (?)")
                        .param(order.name())
                        .update();
                if (order.how().equals("fail")) {
                    throw new IllegalStateException("before the commit");
                }
                if (order.how().equals("wait")) {
                    entered.countDown();
                    await(mayCommit);
                }
            });
            if (order.how().equals("fail-late")) {
                throw new IllegalStateException("after the commit");
            }
            long id = jdbc.sql("SELECT COUNT(*) FROM orders").query(Long.class).single();
            return ResponseEntity.created(URI.create(ORDERS + "/" + id))
                    .eTag("\"" + id + "\"")
                    .body(new Placed(id, order.name()));
        }

        @PostMapping("/v1/corps/{corpId}/uploads")
        ResponseEntity<String> upload(@PathVariable CorpId corpId, @RequestParam MultipartFile file)
                throws IOException {
            String content = new String(file.getBytes(), StandardCharsets.UTF_8);
            return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body("\"" + content + "\"");
        }

        private static void await(CountDownLatch latch) {
            try {
                assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Orders orders;

    @Autowired
    IdempotencyKeys keys;

    @BeforeEach
    void emptyTables() {
        jdbc.sql("CREATE TABLE IF NOT EXISTS orders (id BIGINT AUTO_INCREMENT PRIMARY KEY, name VARCHAR(64))")
                .update();
        jdbc.sql("DELETE FROM orders").update();
        jdbc.sql("DELETE FROM idempotency_key").update();
        orders.entered = new CountDownLatch(1);
        orders.mayCommit = new CountDownLatch(1);
    }

    private Answer order(String key, String name, String how) {
        return post(ORDERS, body(name, how), "Idempotency-Key", key);
    }

    private static String body(String name, String how) {
        return "{\"name\": \"%s\", \"how\": \"%s\"}".formatted(name, how);
    }

    private long placed() {
        return jdbc.sql("SELECT COUNT(*) FROM orders").query(Long.class).single();
    }

    private void theLeaseEnds() {
        jdbc.sql("UPDATE idempotency_key SET lease_until = TIMESTAMPADD(SECOND, -1, UTC_TIMESTAMP(6))")
                .update();
    }

    private static <T> List<T> atOnce(int times, Callable<T> task) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> running =
                    Stream.generate(() -> threads.submit(task)).limit(times).toList();
            List<T> results = new ArrayList<>();
            for (Future<T> one : running) {
                results.add(one.get());
            }
            return results;
        }
    }

    @Test
    void theSameRequestAgainGetsTheSameAnswerAndNoSecondEffect() {
        Answer first = order("k", "a", "now");
        Answer again = order("k", "a", "now");
        assertThat(first.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.http().body()).isEqualTo(first.http().body());
        for (String name : List.of("Location", "ETag", "Content-Type")) {
            assertThat(again.header(name)).isNotEmpty().isEqualTo(first.header(name));
        }
        assertThat(first.header("Idempotency-Replayed")).isEmpty();
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(placed()).isEqualTo(1);
    }

    @Test
    void anotherBodyUnderTheKeyIsRefused() {
        order("k", "a", "now");
        Answer other = order("k", "b", "now");
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.code()).isEqualTo("idempotency_body_differs");
        assertThat(placed()).isEqualTo(1);
    }

    @Test
    void ofManyAtOnceOneTakesEffect() throws Exception {
        List<Answer> answers = atOnce(20, () -> order("k", "a", "now"));
        assertThat(answers).allSatisfy(a -> assertThat(a.status()).isIn(201, 409));
        assertThat(answers).anySatisfy(a -> assertThat(a.status()).isEqualTo(201));
        assertThat(placed()).isEqualTo(1);
    }

    @Test
    void whileTheFirstIsBeingWorkedOnTheSecondIsInProgress() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Answer> first = threads.submit(() -> order("k", "a", "wait"));
            Orders.await(orders.entered);
            Answer second = order("k", "a", "wait");
            assertThat(second.status()).isEqualTo(409);
            assertThat(second.code()).isEqualTo("idempotency_in_progress");
            orders.mayCommit.countDown();
            assertThat(first.get().status()).isEqualTo(201);
        }
        assertThat(placed()).isEqualTo(1);
    }

    @Test
    void clientsPathsAndCorpsDoNotShareKeys() {
        order("k", "a", "now");
        assertThat(post("/v1/corps/ww1/other-orders", body("a", "now"), "Idempotency-Key", "k")
                        .status())
                .isEqualTo(201);
        assertThat(post(ORDERS + "?dryRun=true", body("a", "now"), "Idempotency-Key", "k")
                        .header("Idempotency-Replayed"))
                .isEmpty();
        String otherCorp = TestTokens.bearer("ww2", "things:write");
        String otherClient = "Bearer "
                + TestTokens.sign(TestTokens.claims(CORP, "things:write")
                        .claim("azp", "another")
                        .build());
        assertThat(send(request("/v1/corps/ww2/orders")
                                .header("Authorization", otherCorp)
                                .header("Idempotency-Key", "k")
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(body("a", "now"))))
                        .header("Idempotency-Replayed"))
                .isEmpty();
        assertThat(send(request(ORDERS)
                                .header("Authorization", otherClient)
                                .header("Idempotency-Key", "k")
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(body("b", "now"))))
                        .status())
                .isEqualTo(201);
        assertThat(placed()).isEqualTo(5);
    }

    @Test
    void aKeyHasOneTo255Characters() {
        assertThat(order("k".repeat(255), "a", "now").status()).isEqualTo(201);
        assertThat(order("k".repeat(256), "a", "now").errors()).containsExactly("Idempotency-Key too_long");
        assertThat(order(" ", "a", "now").errors()).containsExactly("Idempotency-Key required");
    }

    @Test
    void aRefusedRequestLeavesTheKeyForTheCorrectedOne() {
        assertThat(order("k", "a", "invalid").status()).isEqualTo(400);
        assertThat(order("k", "a", "now").status()).isEqualTo(201);
    }

    @Test
    void whatFailedBeforeItsCommitMayBeTriedAgain() {
        assertThat(order("k", "a", "fail").status()).isEqualTo(500);
        assertThat(placed()).isZero();
        assertThat(order("k", "a", "now").status()).isEqualTo(201);
    }

    @Test
    void whatFailedAfterItsCommitIsNotRepeated() {
        assertThat(order("k", "a", "fail-late").status()).isEqualTo(500);
        Answer again = order("k", "a", "fail-late");
        assertThat(again.status()).isEqualTo(500);
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(placed()).isEqualTo(1);
    }

    @Test
    void ofAProcessThatDiedAfterItsCommitOnlyTheAnswerIsLost() {
        order("k", "a", "now");
        jdbc.sql("UPDATE idempotency_key SET state = 'COMMITTED', answer = NULL")
                .update();
        assertThat(order("k", "a", "now").code()).isEqualTo("idempotency_in_progress");
        theLeaseEnds();
        assertThat(order("k", "a", "now").code()).isEqualTo("idempotency_answer_lost");
        assertThat(placed()).isEqualTo(1);
    }

    @Test
    void ofAProcessThatDiedBeforeItsCommitTheKeyIsFreeWhenItsLeaseEnds() {
        order("k", "a", "now");
        jdbc.sql("UPDATE idempotency_key SET state = 'STARTED'").update();
        jdbc.sql("DELETE FROM orders").update();
        assertThat(order("k", "a", "now").code()).isEqualTo("idempotency_in_progress");
        theLeaseEnds();
        assertThat(order("k", "a", "now").status()).isEqualTo(201);
        assertThat(placed()).isEqualTo(1);
    }

    @Test
    void aRequestThatWakesUpAfterItsKeyWasGivenAwayIsRolledBack() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Answer> sleeper = threads.submit(() -> order("k", "a", "wait"));
            Orders.await(orders.entered);
            theLeaseEnds();
            orders.entered = new CountDownLatch(1);
            Future<Answer> heir = threads.submit(() -> order("k", "a", "wait"));
            Orders.await(orders.entered);
            orders.mayCommit.countDown();
            assertThat(heir.get().status()).isEqualTo(201);
            assertThat(sleeper.get().code()).isEqualTo("idempotency_in_progress");
        }
        assertThat(placed()).isEqualTo(1);
        assertThat(order("k", "a", "wait").header("Idempotency-Replayed")).isEqualTo("true");
    }

    @Test
    void afterADayAKeyIsForgotten() {
        order("k", "a", "now");
        jdbc.sql("UPDATE idempotency_key SET expires_at = TIMESTAMPADD(SECOND, -1, UTC_TIMESTAMP(6))")
                .update();
        assertThat(order("k", "b", "now").status()).isEqualTo(201);
        assertThat(keys.purge()).isZero();
        jdbc.sql("UPDATE idempotency_key SET expires_at = TIMESTAMPADD(SECOND, -1, UTC_TIMESTAMP(6))")
                .update();
        assertThat(keys.purge()).isEqualTo(1);
    }

    @Test
    void neitherKeyNorClientIsKeptInClear() {
        order("13800138000", "a", "now");
        assertThat(jdbc.sql("SELECT * FROM idempotency_key").query().singleRow().values())
                .noneSatisfy(value -> assertThat(String.valueOf(value)).contains("13800138000"));
    }

    private Answer upload(String content) {
        String body = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\n" + content
                + "\r\n--b--\r\n";
        return send(allowed("/v1/corps/ww1/uploads")
                .header("Content-Type", "multipart/form-data; boundary=b")
                .header("Idempotency-Key", "k")
                .POST(BodyPublishers.ofString(body)));
    }

    @Test
    void aFileIsTakenOnceToo() {
        assertThat(upload("one").http().body()).isEqualTo("\"one\"");
        assertThat(upload("one").header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(upload("two").code()).isEqualTo("idempotency_body_differs");
    }

    @Test
    void withoutAKeyEveryPostTakesEffect() {
        post(ORDERS, body("a", "now"));
        post(ORDERS, body("a", "now"));
        assertThat(placed()).isEqualTo(2);
    }
}
