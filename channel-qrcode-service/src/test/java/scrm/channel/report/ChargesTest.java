package scrm.channel.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import scrm.channel.channel.Channel;
import scrm.channel.channel.ChannelId;
import scrm.channel.channel.Period;
import scrm.channel.cost.Cost;
import scrm.events.CorpId;

class ChargesTest {
    private static final ChannelId PLATFORM = new ChannelId(1);
    private static final ChannelId CAMPAIGN = new ChannelId(2);
    private static final ChannelId PLACEMENT = new ChannelId(3);
    private static final ChannelId OTHER = new ChannelId(4);
    private static final ChannelTree TREE = new ChannelTree(List.of(
            channel(PLATFORM, null), channel(CAMPAIGN, PLATFORM), channel(PLACEMENT, CAMPAIGN), channel(OTHER, null)));
    private static final LocalDate DAY = LocalDate.parse("2026-11-10");
    private static final Cost.Period WEEK = new Cost.Period(DAY, DAY.plusDays(6));

    @Test
    void whatIsPaidForEachIsPaidForTheChannelAndAllBelowIt() {
        DailyCounts adds = new DailyCounts();
        adds.add(CAMPAIGN, DAY, 2);
        adds.add(PLACEMENT, DAY, 3);
        adds.add(OTHER, DAY, 100);
        DailyCounts scans = new DailyCounts();
        scans.add(PLACEMENT, DAY, 40);

        assertThat(Charges.of(
                        List.of(
                                cost(PLATFORM, Cost.Kind.PER_ADD, 10, WEEK),
                                cost(CAMPAIGN, Cost.Kind.PER_ADD, 7, WEEK),
                                cost(CAMPAIGN, Cost.Kind.PER_CLICK, 1, WEEK),
                                cost(PLACEMENT, Cost.Kind.FIXED, 700, WEEK)),
                        WEEK,
                        TREE,
                        adds,
                        scans))
                .isEqualTo(Map.of(PLATFORM, 50L, CAMPAIGN, 75L, PLACEMENT, 700L));
    }

    @Test
    void onlyDaysCountThatCostAndReportHaveInCommon() {
        DailyCounts scans = new DailyCounts();
        scans.add(OTHER, DAY.minusDays(1), 1_000);
        scans.add(OTHER, DAY, 5);
        scans.add(OTHER, DAY.plusDays(1), 6);
        scans.add(OTHER, DAY.plusDays(2), 2_000);
        Cost cost = cost(OTHER, Cost.Kind.PER_CLICK, 3, new Cost.Period(DAY.minusDays(30), DAY.plusDays(1)));

        assertThat(Charges.of(List.of(cost), WEEK, TREE, new DailyCounts(), scans))
                .isEqualTo(Map.of(OTHER, 33L));
    }

    @Test
    void aTreeIsReadFromTheTopAndFromEachOfItsChannels() {
        assertThat(TREE.subtree(null)).containsExactlyInAnyOrder(PLATFORM, CAMPAIGN, PLACEMENT, OTHER);
        assertThat(TREE.subtree(CAMPAIGN)).containsExactly(CAMPAIGN, PLACEMENT);
        assertThat(TREE.children(null)).extracting(Channel::id).containsExactly(PLATFORM, OTHER);
        assertThat(TREE.children(PLATFORM)).extracting(Channel::id).containsExactly(CAMPAIGN);
        assertThat(TREE.children(PLACEMENT)).isEmpty();
        assertThat(TREE.find(new ChannelId(9))).isEmpty();
    }

    private static Cost cost(ChannelId channelId, Cost.Kind kind, long amount, Cost.Period period) {
        return new Cost(channelId, kind, "CNY", amount, period, null);
    }

    private static Channel channel(ChannelId id, @Nullable ChannelId parentId) {
        return new Channel(
                id,
                new CorpId("ww1"),
                parentId,
                Channel.Kind.PLACEMENT,
                "channel " + id,
                List.of(),
                null,
                Period.ALWAYS,
                null,
                null,
                1,
                Instant.EPOCH,
                Instant.EPOCH);
    }
}
