package scrm.channel.invitation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import scrm.channel.channel.ChannelId;
import scrm.channel.invitation.Invitation.Reason;
import scrm.channel.invitation.Invitation.Status;
import scrm.channel.referral.Campaign;
import scrm.channel.referral.CampaignId;
import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.UserId;
import scrm.rest.webhook.EndpointId;

class JudgementTest {
    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
    private static final Instant END = Instant.parse("2026-12-01T00:00:00Z");
    private static final Instant MIDST = Instant.parse("2026-11-15T00:00:00Z");
    private static final Campaign.Burst BURST = new Campaign.Burst(3, 10);

    @Test
    void aNewContactWaitsUntilItHasStayed() {
        assertThat(judge(campaign(2), add("p", "a"))).isEqualTo(new Judgement(Status.PENDING, null));
    }

    @Test
    void nobodyBringsThemselves() {
        assertThat(judge(campaign(2), add("p", "p")).reason()).isEqualTo(Reason.SELF_REFERRAL);
    }

    @Test
    void nobodyBringsWhoBroughtThem() {
        assertThat(judge(campaign(5), add("c", "p", List.of("b", "a", "p"), 0, false, 0))
                        .reason())
                .isEqualTo(Reason.LOOP);
        // A loop is the better reason for one who was brought by this and is a customer by now.
        assertThat(judge(campaign(5), add("c", "a", List.of("b", "a", "p"), 2, true, 0))
                        .reason())
                .isEqualTo(Reason.LOOP);
    }

    @Test
    void theTreeEndsAtItsDepth() {
        assertThat(judge(campaign(2), add("b", "c", List.of("a"), 0, false, 0)).status())
                .isEqualTo(Status.PENDING);
        assertThat(judge(campaign(2), add("b", "c", List.of("a", "p"), 0, false, 0))
                        .reason())
                .isEqualTo(Reason.TOO_DEEP);
        assertThat(judge(campaign(1), add("p", "a")).status()).isEqualTo(Status.PENDING);
        assertThat(judge(campaign(1), add("a", "b", List.of("p"), 0, false, 0)).reason())
                .isEqualTo(Reason.TOO_DEEP);
    }

    @Test
    void whoBroughtOthersBeforeBringsTheirDepthAlong() {
        assertThat(judge(campaign(2), add("p", "q", List.of(), 1, false, 0)).status())
                .isEqualTo(Status.PENDING);
        assertThat(judge(campaign(2), add("p", "q", List.of(), 2, false, 0)).reason())
                .isEqualTo(Reason.TOO_DEEP);
    }

    @Test
    void onlyTheCampaignsTimeCounts() {
        assertThat(judge(campaign(1), at(START)).status()).isEqualTo(Status.PENDING);
        assertThat(judge(campaign(1), at(END.minusSeconds(1))).status()).isEqualTo(Status.PENDING);
        assertThat(judge(campaign(1), at(START.minusSeconds(1))).reason()).isEqualTo(Reason.OUTSIDE_PERIOD);
        assertThat(judge(campaign(1), at(END)).reason()).isEqualTo(Reason.OUTSIDE_PERIOD);
    }

    @Test
    void aCampaignThatIsClosedEndsThen() {
        Campaign closed = campaign(1, MIDST);

        assertThat(judge(closed, at(MIDST.minusSeconds(1))).status()).isEqualTo(Status.PENDING);
        assertThat(judge(closed, at(MIDST)).reason()).isEqualTo(Reason.OUTSIDE_PERIOD);
    }

    @Test
    void customersAreNotBroughtAgain() {
        assertThat(judge(campaign(1), add("p", "a", List.of(), 0, true, 0)).reason())
                .isEqualTo(Reason.ALREADY_CUSTOMER);
    }

    @Test
    void whatIsMoreThanABurstWaitsForAPerson() {
        assertThat(judge(campaign(1), add("p", "a", List.of(), 0, false, 2)).status())
                .isEqualTo(Status.PENDING);
        assertThat(judge(campaign(1), add("p", "a", List.of(), 0, false, 3)))
                .isEqualTo(new Judgement(Status.SUSPECTED, Reason.BURST));
        // What cannot count needs nobody's look.
        assertThat(judge(campaign(1), add("p", "a", List.of(), 0, true, 9)).status())
                .isEqualTo(Status.REFUSED);
    }

    /** Whoever brings whomever in whatever order: no loops, nobody too deep, nobody brought twice. */
    @Test
    void everySequenceOfAddsMakesATree() {
        Random random = new Random(42);
        for (int round = 0; round < 300; round++) {
            int maxDepth = 1 + random.nextInt(5);
            Map<String, String> inviters = new HashMap<>();
            for (int step = 0; step < 60; step++) {
                String inviter = "c" + random.nextInt(12);
                String invitee = "c" + random.nextInt(12);
                if (inviters.containsKey(invitee)) {
                    continue;
                }
                Judgement judgement = judge(
                        campaign(maxDepth),
                        add(inviter, invitee, above(inviters, inviter), levels(inviters, invitee), false, 0));
                if (judgement.status() == Status.PENDING) {
                    inviters.put(invitee, inviter);
                }
                inviters.keySet()
                        .forEach(contact -> assertThat(above(inviters, contact))
                                .doesNotContain(contact)
                                .doesNotHaveDuplicates()
                                .hasSizeLessThanOrEqualTo(maxDepth));
            }
        }
    }

    private static List<String> above(Map<String, String> inviters, String contact) {
        List<String> above = new ArrayList<>();
        for (String one = inviters.get(contact); one != null && above.size() < 100; one = inviters.get(one)) {
            above.add(one);
        }
        return above;
    }

    private static int levels(Map<String, String> inviters, String contact) {
        return inviters.keySet().stream()
                .mapToInt(one -> above(inviters, one).indexOf(contact) + 1)
                .max()
                .orElse(0);
    }

    private static Judgement judge(Campaign campaign, Judgement.Add add) {
        return Judgement.of(campaign, add);
    }

    private static Judgement.Add add(String inviter, String invitee) {
        return add(inviter, invitee, List.of(), 0, false, 0);
    }

    private static Judgement.Add add(
            String inviter, String invitee, List<String> above, int levels, boolean customer, int recent) {
        return new Judgement.Add(
                new ExternalUserId(inviter),
                new ExternalUserId(invitee),
                MIDST,
                above.stream().map(ExternalUserId::new).toList(),
                levels,
                customer,
                recent);
    }

    private static Judgement.Add at(Instant at) {
        return new Judgement.Add(new ExternalUserId("p"), new ExternalUserId("a"), at, List.of(), 0, false, 0);
    }

    private static Campaign campaign(int maxDepth) {
        return campaign(maxDepth, null);
    }

    private static Campaign campaign(int maxDepth, @Nullable Instant closedAt) {
        return new Campaign(
                new CampaignId(1),
                new CorpId("ww1"),
                new Campaign.Draft(
                        new ChannelId(1),
                        "老带新",
                        START,
                        END,
                        List.of(new UserId("zhang")),
                        null,
                        maxDepth,
                        7,
                        BURST,
                        List.of(new Campaign.Tier(1, "杯子", 1, 0))),
                new EndpointId(1),
                "https://example.com",
                closedAt,
                1,
                START.minus(Duration.ofDays(1)),
                START);
    }
}
