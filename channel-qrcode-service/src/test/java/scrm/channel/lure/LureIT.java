package scrm.channel.lure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import scrm.channel.ChannelServiceIT;
import scrm.harness.Answer;

class LureIT extends ChannelServiceIT {
    private String shop;
    private LocalDate today;

    @BeforeEach
    void openShop() {
        shop = channel("门店");
        today = LocalDate.ofInstant(WECOM.clock().instant(), ZoneId.of("Asia/Shanghai"));
    }

    @Test
    void aLureIsMadeEditedListedAndEnded() {
        String path = make(Map.of(
                "stock",
                10,
                "from",
                today.toString(),
                "rotateOn",
                today.plusDays(9).toString()));

        JsonNode made = get(path).json();
        assertThat(made.path("status").asString()).isEqualTo("ACTIVE");
        assertThat(made.path("used").asInt()).isZero();
        assertThat(made.path("until").isNull()).isTrue();
        Answer edited = put(path, get(path).etag(), lure(Map.of("stock", 20)));
        assertThat(edited.status()).as(edited.http().body()).isEqualTo(200);
        assertThat(edited.json().path("stock").asInt()).isEqualTo(20);
        assertThat(put(path, "\"1\"", lure(Map.of())).status()).isEqualTo(412);
        make(Map.of("from", today.plusDays(1).toString()));
        assertThat(get(lures()).json().path("items").findValuesAsString("status"))
                .containsExactly("ACTIVE", "SCHEDULED");

        Answer ended = post(path + "/end", Map.of());

        assertThat(ended.json().path("status").asString()).isEqualTo("ENDED");
        assertThat(put(path, ended.etag(), lure(Map.of())).json().path("reason").asString())
                .isEqualTo("lure_ended");
        assertThat(claim(path, "wm1", "c1").json().path("reason").asString()).isEqualTo("lure_ended");
        assertThat(get("/channels/" + channel("展会") + path.substring(path.indexOf("/lures")))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aClaimIsOnePerIdAndOnePerContact() {
        String path = make(Map.of("stock", 3));

        Answer first = claim(path, "wm1", "c1");
        Answer again = claim(path, "wm1", "c1");

        assertThat(first.status()).as(first.http().body()).isEqualTo(201);
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(claim(path, "wm2", "c1").json().path("reason").asString()).isEqualTo("claim_exists");
        assertThat(claim(path, "wm1", "c2").json().path("reason").asString()).isEqualTo("lure_claimed");
        assertThat(claim(path, "wm2", "c2").status()).isEqualTo(201);
        assertThat(get(path).json().path("used").asInt()).isEqualTo(2);
        assertThat(get(path + "/claims").json().path("items").findValuesAsString("claimId"))
                .containsExactly("c1", "c2");
        assertThat(get(path + "/claims?externalUserId=wm2").json().path("items").findValuesAsString("claimId"))
                .containsExactly("c2");
    }

    @Test
    void eightWhoComeAtOnceTakeThreeOfThree() throws Exception {
        String path = make(Map.of("stock", 3));

        List<Answer> answers = atOnce(8, i -> claim(path, "wm" + i, "c" + i));

        assertThat(answers.stream().filter(answer -> answer.status() == 201)).hasSize(3);
        assertThat(answers.stream().filter(answer -> answer.status() != 201))
                .allSatisfy(answer ->
                        assertThat(answer.json().path("reason").asString()).isEqualTo("lure_exhausted"));
        assertThat(get(path).json().path("used").asInt()).isEqualTo(3);
        assertThat(get(path).json().path("status").asString()).isEqualTo("EXHAUSTED");
        assertThat(get(path + "/claims").json().path("items")).hasSize(3);
    }

    @Test
    void oneClaimToldEightTimesAtOnceIsOne() throws Exception {
        String path = make(Map.of("stock", 3));

        List<Answer> answers = atOnce(8, i -> claim(path, "wm1", "c1"));

        assertThat(answers).allSatisfy(answer -> assertThat(answer.status()).isEqualTo(201));
        assertThat(get(path).json().path("used").asInt()).isEqualTo(1);
    }

    @Test
    void nothingIsTakenBeforeTheFirstDayOrAfterTheLast() {
        String early = make(Map.of("from", today.plusDays(1).toString()));
        String late = make(Map.of("until", today.minusDays(1).toString()));

        assertThat(claim(early, "wm1", "c1").json().path("reason").asString()).isEqualTo("lure_scheduled");
        assertThat(claim(late, "wm1", "c1").json().path("reason").asString()).isEqualTo("lure_expired");
        assertThat(get(late + "/claims").json().path("items")).isEmpty();
        assertThat(get(late).json().path("used").asInt()).isZero();
    }

    @Test
    void whatIsWrongWithALureIsTold() {
        String path = make(Map.of("stock", 3));
        claim(path, "wm1", "c1");
        claim(path, "wm2", "c2");

        Answer below = put(path, get(path).etag(), lure(Map.of("stock", 1)));

        assertThat(below.json().at("/errors/0/code").asString()).isEqualTo("below_used");
        assertThat(below.json().at("/errors/0/detail").asString()).contains("2");
        assertThat(post(lures(), lure(Map.of("stock", 0)))
                        .json()
                        .at("/errors/0/field")
                        .asString())
                .isEqualTo("stock");
        assertThat(post(lures(), lure(Map.of("from", "2026-11-02", "until", "2026-11-01")))
                        .json()
                        .at("/errors/0/code")
                        .asString())
                .isEqualTo("ends_before_start");
        assertThat(post(lures(), Map.of("title", "优惠券", "promise", "满一百减十"))
                        .json()
                        .at("/errors/0/field")
                        .asString())
                .isEqualTo("owner");
        assertThat(post("/channels/4711/lures", lure(Map.of())).status()).isEqualTo(404);
        post("/channels/" + shop + "/archive", Map.of());
        assertThat(post(lures(), lure(Map.of())).json().path("reason").asString())
                .isEqualTo("channel_archived");
    }

    private String lures() {
        return "/channels/" + shop + "/lures";
    }

    private String make(Map<String, Object> more) {
        Answer answer = post(lures(), lure(more));
        assertThat(answer.status()).as(answer.http().body()).isEqualTo(201);
        return lures() + "/" + answer.json().path("id").asString();
    }

    private static Map<String, Object> lure(Map<String, Object> more) {
        Map<String, Object> lure = new HashMap<>(Map.of("title", "优惠券", "promise", "满一百减十", "owner", "zhang"));
        lure.putAll(more);
        return lure;
    }

    private Answer claim(String path, String externalUserId, String claimId) {
        return post(path + "/claims", Map.of("externalUserId", externalUserId, "claimId", claimId));
    }

    private interface Call {
        Answer make(int number);
    }

    private static List<Answer> atOnce(int times, Call call) throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newFixedThreadPool(times)) {
            List<Answer> answers = new ArrayList<>();
            List<Callable<Answer>> calls = IntStream.range(0, times)
                    .<Callable<Answer>>mapToObj(number -> () -> call.make(number))
                    .toList();
            for (Future<Answer> answer : threads.invokeAll(calls)) {
                answers.add(answer.get());
            }
            return answers;
        }
    }
}
