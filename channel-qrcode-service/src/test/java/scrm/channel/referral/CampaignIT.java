package scrm.channel.referral;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import scrm.harness.Answer;

class CampaignIT extends ReferralServiceIT {
    @Test
    void aCampaignIsShownAsItWasWrittenButForItsSecret() {
        Answer made = post(
                "/referral-campaigns",
                campaign(Map.of(
                        "welcome",
                        Map.of("text", "{memberName}，你好", "memberNames", Map.of("li", "小李", "wang", "小王")),
                        "tiers",
                        List.of(tier(3, 5), tier(1, 10)))));

        assertThat(made.status()).as(made.http().body()).isEqualTo(201);
        String path = "/referral-campaigns/" + made.json().path("id").asString();
        JsonNode campaign = get(path).json();
        assertThat(campaign.path("channelId").asString()).isEqualTo(channelId);
        assertThat(campaign.at("/welcome/text").asString()).isEqualTo("{memberName}，你好");
        assertThat(campaign.at("/burst/adds").asInt()).isEqualTo(10);
        assertThat(campaign.at("/tiers/0/invitees").asInt()).isEqualTo(1);
        assertThat(campaign.at("/tiers/1/stock").asInt()).isEqualTo(5);
        assertThat(campaign.at("/webhook/url").asString()).isEqualTo(receiver.url());
        assertThat(campaign.path("closedAt").isNull()).isTrue();
        for (Answer answer : List.of(made, get(path), get("/referral-campaigns"))) {
            assertThat(answer.http().body()).doesNotContain("secret").doesNotContain(SECRET.substring(6));
        }
        assertThat(items("/referral-campaigns?channelId=" + channelId)).hasSize(1);
        assertThat(items("/referral-campaigns?channelId=" + channel("展会"))).isEmpty();
    }

    @Test
    void anEditReplacesAllAndKeepsTheSecret() {
        String path = open(Map.of());
        String etag = get(path).etag();
        Map<String, Object> other = Map.of(
                "name", "新名", "maxDepth", 3, "tiers", List.of(tier(2, 7)), "webhook", Map.of("url", receiver.url()));

        Answer edited = put(path, etag, campaign(other));

        assertThat(edited.status()).as(edited.http().body()).isEqualTo(200);
        assertThat(edited.json().path("name").asString()).isEqualTo("新名");
        assertThat(edited.json().path("maxDepth").asInt()).isEqualTo(3);
        assertThat(edited.json().path("tiers")).hasSize(1);
        assertThat(edited.json().at("/tiers/0/invitees").asInt()).isEqualTo(2);
        assertThat(put(path, etag, campaign(other)).status()).isEqualTo(412);
        assertThat(put(path, "\"2\"", campaign(Map.of("channelId", "999999"))).status())
                .isEqualTo(400);
    }

    @Test
    void aCampaignIsNotPutIntoAChannelThatIsArchived() {
        String path = open(Map.of());
        String archived = channel("旧展会");
        assertThat(post("/channels/" + archived + "/archive", Map.of()).status())
                .isEqualTo(200);
        Map<String, Object> there = campaign(Map.of("channelId", archived));

        for (Answer answer :
                List.of(post("/referral-campaigns", there), put(path, get(path).etag(), there))) {
            assertThat(answer.status()).as(answer.http().body()).isEqualTo(400);
            assertThat(answer.json().at("/errors/0/field").asString()).isEqualTo("channelId");
            assertThat(answer.json().at("/errors/0/code").asString()).isEqualTo("archived");
        }
    }

    @Test
    void aCampaignThatIsClosedTakesNobodyAndNoEdit() {
        String path = open(Map.of());
        String early = customer("早来");
        String code = joins(path, early);

        assertThat(post(path + "/close", Map.of()).status()).isEqualTo(200);
        Answer again = post(path + "/close", Map.of());

        assertThat(again.json().path("closedAt").isNull()).isFalse();
        assertThat(again.json().path("version").asInt()).isEqualTo(2);
        Answer late = post(path + "/participants", Map.of("externalUserId", "wmLate"));
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.json().path("reason").asString()).isEqualTo("campaign_over");
        assertThat(get(path + "/participants/wmLate").status()).isEqualTo(404);
        assertThat(put(path, again.etag(), campaign(Map.of())).status()).isEqualTo(409);
        // Who takes part finds their code as before.
        assertThat(post(path + "/participants", Map.of("externalUserId", early))
                        .json()
                        .path("state")
                        .asString())
                .isEqualTo(code);
    }

    @Test
    void nobodyJoinsACampaignWhoseChannelWasArchived() {
        String channel = channel("展会");
        String path = open(Map.of("channelId", channel));
        assertThat(post("/channels/" + channel + "/archive", Map.of()).status()).isEqualTo(200);

        Answer late = post(path + "/participants", Map.of("externalUserId", "wmLate"));

        assertThat(late.status()).isEqualTo(409);
        assertThat(late.json().path("reason").asString()).isEqualTo("campaign_channel_archived");
        assertThat(get(path + "/participants/wmLate").status()).isEqualTo(404);
    }

    @Test
    void nobodyJoinsACampaignWhoseTimeIsOver() {
        String path = open(Map.of("endsAt", WECOM.clock().instant().plusSeconds(60)));
        WECOM.clock().advance(Duration.ofSeconds(61));

        assertThat(post(path + "/participants", Map.of("externalUserId", "wmLate"))
                        .json()
                        .path("reason")
                        .asString())
                .isEqualTo("campaign_over");
    }

    @Test
    void aContactGetsOneCodeHoweverOftenAndAtOnceTheyAreToTakePart() throws Exception {
        String path = open(Map.of());
        String contact = customer("种子");

        Set<String> codes;
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Callable<Answer>> joining = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                joining.add(() -> post(path + "/participants", Map.of("externalUserId", contact)));
            }
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> answer : threads.invokeAll(joining)) {
                answers.add(answer.get());
            }
            assertThat(answers).extracting(Answer::status).containsOnly(202);
            codes = answers.stream()
                    .map(answer -> answer.json().path("liveCodeId").asString())
                    .collect(Collectors.toSet());
        }

        assertThat(codes).hasSize(1);
        assertThat(items("/live-codes?channelId=" + channelId)).hasSize(1);
        assertThat(items(path + "/participants")).hasSize(1);
        joins(path, customer("另一个"));
        JsonNode first = get(path + "/participants?limit=1").json();
        assertThat(first.path("items")).hasSize(1);
        assertThat(items(path + "/participants?limit=1&cursor="
                        + first.path("next").asString()))
                .singleElement()
                .satisfies(item ->
                        assertThat(item.path("externalUserId").asString()).isNotEqualTo(contact));
    }

    @Test
    void allThatIsWrongIsToldByFieldAndNothingIsMade() {
        assertThat(errors(Map.of("name", " ", "maxDepth", 6, "stayDays", -1, "users", List.of("a b"))))
                .containsExactlyInAnyOrder(
                        "name required", "maxDepth too_large", "stayDays too_small", "users[0] malformed");
        assertThat(errors(Map.of("tiers", List.of(tier(1, 1), tier(1, 2)))))
                .containsExactly("tiers[1].invitees duplicate");
        assertThat(errors(Map.of("tiers", List.of()))).containsExactly("tiers required");
        assertThat(errors(Map.of(
                        "endsAt",
                        WECOM.clock().instant().minus(Duration.ofHours(1)).minusSeconds(9))))
                .containsExactly("endsAt ends_before_it_starts");
        assertThat(errors(Map.of("endsAt", WECOM.clock().instant().plus(Duration.ofDays(400)))))
                .containsExactly("endsAt period_too_long");
        assertThat(errors(Map.of("startsAt", "+90000-01-01T00:00:00Z", "endsAt", "+90000-01-02T00:00:00Z")))
                .containsExactly("startsAt out_of_range");
        assertThat(errors(Map.of("channelId", "999999"))).containsExactly("channelId not_found");
        assertThat(errors(Map.of("burst", Map.of("adds", 0, "minutes", 1441))))
                .containsExactlyInAnyOrder("burst.adds too_small", "burst.minutes too_large");
        assertThat(errors(Map.of("welcome", Map.of("text", "{memberName}"))))
                .containsExactly("welcome.memberNames member_name_missing");
        assertThat(items("/referral-campaigns")).isEmpty();
    }

    @Test
    void aWebhookGoesNowhereButToTheInternet() {
        for (String url : List.of(
                "http://example.com/", "ftp://example.com/", "https://u:p@example.com/", "hooks", "https://a b/")) {
            assertThat(errors(webhook(url, SECRET))).as(url).containsExactly("webhook.url webhook_url");
        }
        for (String url :
                List.of("https://10.0.0.8/", "https://169.254.169.254/", "https://[::1]/", "http://127.0.0.2/")) {
            assertThat(errors(webhook(url, SECRET))).as(url).containsExactly("webhook.url address_not_public");
        }
        assertThat(errors(webhook("https://127.1.1.1/", "whsec_c2hvcnQ=")))
                .containsExactlyInAnyOrder("webhook.url address_not_public", "webhook.secret webhook_secret");
        assertThat(errors(Map.of("webhook", Map.of("url", receiver.url())))).containsExactly("webhook.secret required");
        assertThat(items("/referral-campaigns")).isEmpty();
    }

    @Test
    void whatIsNotThereIsNotFound() {
        assertThat(get("/referral-campaigns/9999999").status()).isEqualTo(404);
        for (String list : List.of("participants", "invitations", "rewards", "webhook-deliveries")) {
            assertThat(get("/referral-campaigns/9999999/" + list).status())
                    .as(list)
                    .isEqualTo(404);
        }
        assertThat(post("/referral-campaigns/9999999/participants", Map.of("externalUserId", "wm1"))
                        .status())
                .isEqualTo(404);
        String path = open(Map.of());
        assertThat(post(path + "/invitations/9999999/accept", Map.of()).status())
                .isEqualTo(404);
        assertThat(post(path + "/rewards/9999999/deliver", Map.of()).status()).isEqualTo(404);
        assertThat(post(path + "/webhook-deliveries/9999999/resend", Map.of()).status())
                .isEqualTo(404);
    }

    private static Map<String, Object> webhook(String url, String secret) {
        return Map.of("webhook", Map.of("url", url, "secret", secret));
    }

    private List<String> errors(Map<String, Object> others) {
        Answer answer = post("/referral-campaigns", campaign(others));
        assertThat(answer.status()).as(answer.http().body()).isEqualTo(400);
        List<String> errors = new ArrayList<>();
        answer.json()
                .path("errors")
                .forEach(error -> errors.add(error.path("field").asString() + " "
                        + error.path("code").asString()));
        return errors;
    }
}
