package scrm.channel.invitation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

import scrm.channel.referral.CampaignId;
import scrm.channel.referral.ReferralServiceIT;
import scrm.events.AttributionEvent;
import scrm.events.AttributionEvent.AcquisitionLost;
import scrm.events.AttributionEvent.ContactAttributed;
import scrm.events.CorpId;
import scrm.harness.Answer;
import scrm.rest.testing.WebhookReceiver;
import scrm.simulator.Friendship;

class InvitationIT extends ReferralServiceIT {
    @Autowired
    private QualifyInvitation qualifyInvitation;

    @Test
    void whoIsBroughtStandsInTheTreeAndCountsOnceTheyHaveStayed() {
        String campaign = open(Map.of());
        String seed = customer("种子");
        String seedsCode = joins(campaign, seed);

        Friendship child = brings(campaign, seedsCode, "小陈");
        Friendship grandchild = brings(campaign, joins(campaign, child.externalUserId()), "小林");

        JsonNode top = participant(campaign, seed);
        assertThat(top.path("depth").asInt()).isZero();
        assertThat(top.path("descendants").asInt()).isEqualTo(2);
        assertThat(top.at("/invited/PENDING").asInt()).isEqualTo(1);
        JsonNode middle = participant(campaign, child.externalUserId());
        assertThat(middle.path("depth").asInt()).isEqualTo(1);
        assertThat(middle.at("/ancestors/0").asString()).isEqualTo(seed);
        assertThat(invitation(campaign, grandchild).path("inviter").asString()).isEqualTo(child.externalUserId());
        assertThat(top.path("rewards")).isEmpty();

        WECOM.clock().advance(Duration.ofDays(1));

        becomes("QUALIFIED", campaign, child);
        becomes("QUALIFIED", campaign, grandchild);
        soon().untilAsserted(() -> assertThat(told("referral.reward.granted")).hasSize(2));
        for (WebhookReceiver.Call call : told("referral.reward.granted")) {
            assertThat(call.isSignedWith(SECRET)).isTrue();
            assertThat(call.contentType()).startsWith("application/json");
            assertThat(call.json().at("/data/reward").asString()).isEqualTo("奖品1");
            assertThat(call.json().at("/data/qualified").asInt()).isEqualTo(1);
        }
        assertThat(told("referral.reward.granted"))
                .extracting(call -> call.json().at("/data/externalUserId").asString())
                .containsExactlyInAnyOrder(seed, child.externalUserId());
        assertThat(participant(campaign, seed).at("/rewards/0/status").asString())
                .isEqualTo("GRANTED");
        assertThat(given(campaign)).isEqualTo(2);
    }

    @Test
    void whoCannotCountIsRefusedWithTheReason() {
        String campaign = open(Map.of());
        String seed = customer("种子");
        String old = customer("老客");
        String seedsCode = joins(campaign, seed);
        attributed(old);
        attributed(seed);
        Friendship child = brings(campaign, seedsCode, "小陈");
        String childsCode = joins(campaign, child.externalUserId());

        corp.people().contactScansAgain(seedsCode, seed);
        refused(campaign, seed, "SELF_REFERRAL");
        corp.people().contactScansAgain(seedsCode, old);
        refused(campaign, old, "ALREADY_CUSTOMER");

        Friendship grandchild = brings(campaign, childsCode, "小林");
        Friendship tooDeep = brings(campaign, joins(campaign, grandchild.externalUserId()), "小黄");
        refused(campaign, tooDeep.externalUserId(), "TOO_DEEP");

        post(campaign + "/close", Map.of());
        WECOM.clock().advance(Duration.ofSeconds(2));
        Friendship late = brings(campaign, seedsCode, "晚到");
        refused(campaign, late.externalUserId(), "OUTSIDE_PERIOD");

        WECOM.clock().advance(Duration.ofDays(2));
        becomes("QUALIFIED", campaign, child);
        assertThat(participant(campaign, seed).at("/invited/QUALIFIED").asInt()).isEqualTo(1);
        assertThat(participant(campaign, seed).at("/invited/REFUSED").asInt()).isEqualTo(3);
        assertThat(items(campaign + "/invitations?status=REFUSED")).hasSize(4);
        assertThat(items(campaign + "/invitations?inviter=" + child.externalUserId()))
                .hasSize(1);
    }

    @Test
    void whoStandsAboveIsNotBroughtFromBelow() {
        String campaign = open(Map.of("maxDepth", 5));
        String seed = customer("种子");
        Friendship child = brings(campaign, joins(campaign, seed), "小陈");
        Friendship grandchild = brings(campaign, joins(campaign, child.externalUserId()), "小林");

        corp.people().contactScansAgain(joins(campaign, grandchild.externalUserId()), seed);

        refused(campaign, seed, "LOOP");
        assertThat(participant(campaign, seed).path("ancestors")).isEmpty();
    }

    @Test
    void theFirstCodeKeepsTheContactForGood() {
        String campaign = open(Map.of());
        String seed = customer("种子");
        String firstCode = joins(campaign, seed);
        String secondCode = joins(campaign, customer("另一个"));
        Friendship child = brings(campaign, firstCode, "小陈");
        corp.people().contactDeletes(child.userId(), child.externalUserId());
        becomes("CLAWED_BACK", campaign, child);

        // The other code's first scanner gets the member whom they do not know yet or has left.
        WECOM.clock().advance(Duration.ofMinutes(1));
        corp.people().contactScansAgain(secondCode, child.externalUserId());
        Friendship after = brings(campaign, secondCode, "小林");

        assertThat(invitation(campaign, after).path("status").asString()).isEqualTo("PENDING");
        assertThat(invitation(campaign, child).path("inviter").asString()).isEqualTo(seed);
        assertThat(invitation(campaign, child).path("status").asString()).isEqualTo("CLAWED_BACK");
        WECOM.clock().advance(Duration.ofDays(1));
        becomes("QUALIFIED", campaign, after);
        assertThat(invitation(campaign, child).path("status").asString()).isEqualTo("CLAWED_BACK");
    }

    @Test
    void onlyWhoComesOrLeavesByAParticipantsCodeIsClaimed() {
        corp.people().memberJoins("zhao", "赵六");
        String nobodys = activeLiveCode(channel("分店"), "zhao", Map.of("text", "你好"))
                .path("state")
                .asString();
        String campaign = open(Map.of());
        String code = joins(campaign, customer("种子"));
        Friendship added = corp.people().contactScans(nobodys, "小陈");
        soon().untilAsserted(
                        () -> assertThat(published(ContactAttributed.class)).hasSize(1));
        corp.people().contactDeletes("zhao", added.externalUserId());
        soon().untilAsserted(() -> assertThat(published(AcquisitionLost.class)).hasSize(1));

        // What is told of one contact is heard in its order.
        corp.people().contactScansAgain(code, added.externalUserId());

        soon().untilAsserted(() ->
                assertThat(invitation(campaign, added).isMissingNode()).isFalse());
        assertThat(published(AttributionEvent.class))
                .filteredOn(event -> event instanceof ContactAttributed || event instanceof AcquisitionLost)
                .extracting(event -> claimed("channel-qrcode-service.referral", event))
                .containsExactly(false, false, true);
    }

    @Test
    void whatComesAllAtOnceWaitsForAPerson() {
        String campaign = open(Map.of("burst", Map.of("adds", 1, "minutes", 10)));
        String seed = customer("种子");
        String code = joins(campaign, seed);
        Friendship first = brings(campaign, code, "甲");
        Friendship second = brings(campaign, code, "乙");
        Friendship third = brings(campaign, code, "丙");
        WECOM.clock().advance(Duration.ofMinutes(11));
        Friendship calm = brings(campaign, code, "丁");

        assertThat(invitation(campaign, first).path("status").asString()).isEqualTo("PENDING");
        assertThat(invitation(campaign, calm).path("status").asString()).isEqualTo("PENDING");
        List<JsonNode> suspected = items(campaign + "/invitations?status=SUSPECTED");
        assertThat(suspected)
                .extracting(invitation -> invitation.path("invitee").asString())
                .containsExactly(third.externalUserId(), second.externalUserId());
        assertThat(suspected.getFirst().path("reason").asString()).isEqualTo("BURST");

        WECOM.clock().advance(Duration.ofDays(1));
        becomes("QUALIFIED", campaign, first);
        String refused = review(campaign, third, "refuse");
        String accepted = review(campaign, second, "accept");

        // It had stayed long enough by then.
        becomes("QUALIFIED", campaign, second);
        becomes("QUALIFIED", campaign, calm);
        assertThat(invitation(campaign, third).path("status").asString()).isEqualTo("REFUSED");
        assertThat(participant(campaign, seed).at("/invited/QUALIFIED").asInt()).isEqualTo(3);
        for (String path : List.of(refused + "/accept", accepted + "/refuse")) {
            Answer again = post(path, Map.of());
            assertThat(again.status()).isEqualTo(409);
            assertThat(again.json().path("reason").asString()).isEqualTo("invitation_not_suspected");
        }
    }

    @Test
    void whoLeavesBeforeTheyCountNeverCounts() {
        String campaign = open(Map.of());
        String seed = customer("种子");
        String code = joins(campaign, seed);
        Friendship leaving = brings(campaign, code, "甲");
        corp.people().contactDeletes(leaving.userId(), leaving.externalUserId());
        becomes("CLAWED_BACK", campaign, leaving);
        Friendship staying = brings(campaign, code, "乙");

        WECOM.clock().advance(Duration.ofDays(1));

        becomes("QUALIFIED", campaign, staying);
        soon().untilAsserted(() -> assertThat(told("referral.reward.granted")).hasSize(1));
        assertThat(invitation(campaign, leaving).path("status").asString()).isEqualTo("CLAWED_BACK");
        assertThat(participant(campaign, seed).at("/invited/QUALIFIED").asInt()).isEqualTo(1);
        assertThat(told("referral.invitation.clawed_back")).isEmpty();
    }

    @Test
    void whoLeavesAfterTheyCountedTakesTheRewardBackUnlessItWasHandedOver() {
        String campaign = open(Map.of("tiers", List.of(tier(1, 10), tier(2, 10))));
        String seed = customer("种子");
        String code = joins(campaign, seed);
        Friendship first = brings(campaign, code, "甲");
        Friendship second = brings(campaign, code, "乙");
        WECOM.clock().advance(Duration.ofDays(1));
        soon().untilAsserted(() -> assertThat(told("referral.reward.granted")).hasSize(2));
        JsonNode easy = items(campaign + "/rewards").getLast();
        String delivery = campaign + "/rewards/" + easy.path("id").asString() + "/deliver";
        assertThat(easy.path("invitees").asInt()).isEqualTo(1);
        assertThat(post(delivery, Map.of()).json().path("status").asString()).isEqualTo("DELIVERED");
        assertThat(post(delivery, Map.of()).status()).isEqualTo(200);

        corp.people().contactDeletes(first.userId(), first.externalUserId());

        becomes("CLAWED_BACK", campaign, first);
        soon().untilAsserted(() ->
                assertThat(told("referral.invitation.clawed_back")).hasSize(1));
        JsonNode back =
                told("referral.invitation.clawed_back").getFirst().json().path("data");
        assertThat(back.path("invitee").asString()).isEqualTo(first.externalUserId());
        assertThat(back.path("qualified").asInt()).isEqualTo(1);
        assertThat(back.path("overdrawn")).isEmpty();
        soon().untilAsserted(() -> assertThat(told("referral.reward.revoked"))
                .singleElement()
                .satisfies(call ->
                        assertThat(call.json().at("/data/invitees").asInt()).isEqualTo(2)));
        JsonNode tiers = get(campaign).json().path("tiers");
        assertThat(tiers.at("/1/given").asInt()).isZero();
        assertThat(statuses(campaign)).containsExactly("REVOKED", "DELIVERED");

        corp.people().contactDeletes(second.userId(), second.externalUserId());

        soon().untilAsserted(() ->
                assertThat(told("referral.invitation.clawed_back")).hasSize(2));
        assertThat(told("referral.invitation.clawed_back")
                        .getLast()
                        .json()
                        .at("/data/overdrawn/0/invitees")
                        .asInt())
                .isEqualTo(1);
        assertThat(statuses(campaign)).containsExactly("REVOKED", "DELIVERED");
        assertThat(get(campaign).json().at("/tiers/0/given").asInt()).isEqualTo(1);
        String revoked = items(campaign + "/rewards?status=REVOKED")
                .getFirst()
                .path("id")
                .asString();
        assertThat(post(campaign + "/rewards/" + revoked + "/deliver", Map.of()).status())
                .isEqualTo(409);
    }

    @Test
    void threeRewardsForEightAtOnceAreThree() throws Exception {
        String campaign = open(Map.of("tiers", List.of(tier(1, 3))));
        List<Friendship> brought = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            brought.add(brings(campaign, joins(campaign, customer("种子" + i)), "新客" + i));
        }

        qualifyAtOnce(campaign, brought);

        assertThat(statuses(campaign).stream().filter("GRANTED"::equals)).hasSize(3);
        assertThat(statuses(campaign).stream().filter("OUT_OF_STOCK"::equals)).hasSize(5);
        assertThat(given(campaign)).isEqualTo(3);
        soon().untilAsserted(() -> {
            assertThat(told("referral.reward.granted")).hasSize(3);
            assertThat(told("referral.reward.out_of_stock")).hasSize(5);
        });

        // A piece that comes back goes to who earns it next.
        String winner = items(campaign + "/rewards?status=GRANTED")
                .getFirst()
                .path("externalUserId")
                .asString();
        Friendship leaving = brought.stream()
                .filter(one ->
                        invitation(campaign, one).path("inviter").asString().equals(winner))
                .findFirst()
                .orElseThrow();
        corp.people().contactDeletes(leaving.userId(), leaving.externalUserId());
        soon().untilAsserted(() -> assertThat(given(campaign)).isEqualTo(2));
    }

    @Test
    void whoHasEightAtOnceGetsEachTierOnce() throws Exception {
        String campaign =
                open(Map.of("tiers", List.of(tier(3, 10), tier(8, 10)), "burst", Map.of("adds", 100, "minutes", 1)));
        String code = joins(campaign, customer("种子"));
        List<Friendship> brought = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            brought.add(brings(campaign, code, "新客" + i));
        }

        qualifyAtOnce(campaign, brought);

        assertThat(statuses(campaign)).containsExactly("GRANTED", "GRANTED");
        soon().untilAsserted(() -> assertThat(told("referral.reward.granted")).hasSize(2));
        // The work that was due for them finds it done.
        WECOM.clock().advance(Duration.ofDays(1));
        Friendship ninth = brings(campaign, code, "新客");
        WECOM.clock().advance(Duration.ofDays(1));
        becomes("QUALIFIED", campaign, ninth);
        assertThat(told("referral.reward.granted")).hasSize(2);
        // What is given stays in the tiers.
        Answer fewer = put(campaign, get(campaign).etag(), campaign(Map.of("tiers", List.of(tier(8, 10)))));
        assertThat(fewer.status()).isEqualTo(400);
        assertThat(fewer.json().at("/errors/0/code").asString()).isEqualTo("tier_given");
        Answer smaller =
                put(campaign, get(campaign).etag(), campaign(Map.of("tiers", List.of(tier(3, 10), tier(8, 0)))));
        assertThat(smaller.json().at("/errors/0/field").asString()).isEqualTo("tiers[1].stock");
    }

    private void qualifyAtOnce(String campaign, List<Friendship> invitees) throws Exception {
        CampaignId id = new CampaignId(Long.parseLong(campaign.substring("/referral-campaigns/".length())));
        List<Callable<Boolean>> qualifying = new ArrayList<>();
        for (Friendship invitee : invitees) {
            InvitationId invitation =
                    new InvitationId(invitation(campaign, invitee).path("id").asLong());
            qualifying.add(() -> {
                qualifyInvitation.qualify(new CorpId(corpId()), id, invitation);
                return true;
            });
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(qualifying.size())) {
            for (Future<Boolean> done : threads.invokeAll(qualifying)) {
                assertThat(done.get()).isTrue();
            }
        }
    }

    private String review(String campaign, Friendship invitee, String verb) {
        String path = campaign + "/invitations/"
                + invitation(campaign, invitee).path("id").asString();
        assertThat(post(path + "/" + verb, Map.of()).status()).isEqualTo(200);
        return path;
    }

    private void refused(String campaign, String invitee, String reason) {
        soon().untilAsserted(() -> {
            assertThat(invitation(campaign, invitee).path("status").asString()).isEqualTo("REFUSED");
            assertThat(invitation(campaign, invitee).path("reason").asString()).isEqualTo(reason);
        });
    }

    /** Waits until the service has heard of the contact, and a second more: times are in whole seconds. */
    private void attributed(String externalUserId) {
        soon().untilAsserted(() -> assertThat(items("/attributions?externalUserId=" + externalUserId))
                .hasSize(1));
        WECOM.clock().advance(Duration.ofSeconds(2));
    }

    private List<String> statuses(String campaign) {
        return items(campaign + "/rewards").stream()
                .map(reward -> reward.path("status").asString())
                .toList();
    }
}
