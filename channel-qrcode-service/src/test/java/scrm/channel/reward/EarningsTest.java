package scrm.channel.reward;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

import scrm.channel.referral.Campaign.Tier;
import scrm.channel.referral.CampaignId;
import scrm.channel.reward.Reward.Status;
import scrm.events.ExternalUserId;

class EarningsTest {
    private static final List<Tier> TIERS =
            List.of(new Tier(1, "贴纸", 9, 0), new Tier(3, "杯子", 9, 0), new Tier(5, "礼盒", 9, 0));

    @Test
    void everyTierThatIsReachedIsDueOnce() {
        assertThat(new Earnings(List.of(), 0).due(TIERS)).isEmpty();
        assertThat(new Earnings(List.of(), 4).due(TIERS))
                .extracting(Tier::invitees)
                .containsExactly(1, 3);
        assertThat(new Earnings(List.of(reward(1, Status.GRANTED), reward(3, Status.DELIVERED)), 5).due(TIERS))
                .extracting(Tier::invitees)
                .containsExactly(5);
    }

    @Test
    void whatWasTakenBackOrWasOutOfStockIsDueAgain() {
        assertThat(new Earnings(List.of(reward(1, Status.REVOKED), reward(3, Status.OUT_OF_STOCK)), 3).due(TIERS))
                .extracting(Tier::invitees)
                .containsExactly(1, 3);
    }

    @Test
    void aTierThatIsNotReachedAnyMoreIsTakenBackUnlessItWasHandedOver() {
        Earnings earnings = new Earnings(
                List.of(reward(1, Status.GRANTED), reward(3, Status.GRANTED), reward(5, Status.DELIVERED)), 2);

        assertThat(earnings.unearned()).extracting(Reward::invitees).containsExactly(3);
        assertThat(earnings.overdrawn()).extracting(Reward::invitees).containsExactly(5);
        assertThat(earnings.due(TIERS)).isEmpty();
    }

    @Test
    void whatIsTakenBackIsNotTakenBackAgain() {
        assertThat(new Earnings(List.of(reward(3, Status.REVOKED)), 0).unearned())
                .isEmpty();
        assertThat(new Earnings(List.of(reward(3, Status.OUT_OF_STOCK)), 0).unearned())
                .hasSize(1);
    }

    private static Reward reward(int invitees, Status status) {
        return new Reward(
                new RewardId(invitees),
                new CampaignId(1),
                new ExternalUserId("wm1"),
                invitees,
                "奖品",
                status,
                Instant.EPOCH);
    }
}
