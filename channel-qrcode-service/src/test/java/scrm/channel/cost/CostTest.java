package scrm.channel.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

import scrm.channel.channel.ChannelId;

class CostTest {
    private static final Cost.Period NOVEMBER = period("2026-11-01", "2026-11-30");

    @Test
    void aFixedCostIsSpreadEvenlyOverItsDays() {
        Cost rent = cost(Cost.Kind.FIXED, 300_000);

        assertThat(rent.within(NOVEMBER, 5)).isEqualTo(300_000);
        assertThat(rent.within(period("2026-11-01", "2026-11-01"), 5)).isEqualTo(10_000);
        assertThat(rent.within(period("2026-11-21", "2026-11-30"), 0)).isEqualTo(100_000);
    }

    @Test
    void whatDoesNotDivideIsRoundedHalfUp() {
        assertThat(cost(Cost.Kind.FIXED, 15).within(period("2026-11-01", "2026-11-01"), 0))
                .isEqualTo(1);
        assertThat(cost(Cost.Kind.FIXED, 14).within(period("2026-11-01", "2026-11-01"), 0))
                .isZero();
    }

    @Test
    void theLargestAmountOverTheLongestPeriodIsExact() {
        Cost large = new Cost(
                new ChannelId(1), Cost.Kind.FIXED, "CNY", 100_000_000_000L, period("0001-01-01", "9999-12-31"), null);

        assertThat(large.within(large.period(), 0)).isEqualTo(100_000_000_000L);
    }

    @Test
    void aCostForEachAddCountsTheAdds() {
        assertThat(cost(Cost.Kind.PER_ADD, 350).within(NOVEMBER, 12)).isEqualTo(4_200);
        assertThat(cost(Cost.Kind.PER_ADD, 350).within(NOVEMBER, 0)).isZero();
    }

    @Test
    void aCostForEachClickCountsTheScans() {
        assertThat(cost(Cost.Kind.PER_CLICK, 15).within(NOVEMBER, 1_000)).isEqualTo(15_000);
        assertThat(cost(Cost.Kind.PER_CLICK, 15).within(NOVEMBER, 0)).isZero();
    }

    @Test
    void daysOfAnotherCenturyAreRefused() {
        assertThatThrownBy(() -> Cost.Period.requested(LocalDate.parse("1999-12-31"), LocalDate.parse("2026-01-01")))
                .hasMessageContaining("from out_of_range");
        assertThatThrownBy(() -> Cost.Period.requested(LocalDate.parse("2026-01-01"), LocalDate.MAX))
                .hasMessageContaining("until out_of_range");
        assertThatThrownBy(() -> Cost.Period.requested(LocalDate.parse("2026-01-02"), LocalDate.parse("2026-01-01")))
                .hasMessageContaining("until ends_before_start");
    }

    @Test
    void thePartsOfAPeriodComeToTheWholeWithinAUnitEach() {
        Cost odd = cost(Cost.Kind.FIXED, 100_001);
        long days = LongStream.range(0, 30)
                .map(day -> odd.within(
                        new Cost.Period(
                                NOVEMBER.from().plusDays(day), NOVEMBER.from().plusDays(day)),
                        0))
                .sum();

        assertThat(days).isBetween(100_001L - 30, 100_001L + 30);
    }

    @Test
    void periodsOverlapInTheDaysThatBothHave() {
        assertThat(NOVEMBER.overlap(period("2026-10-15", "2026-11-03"))).contains(period("2026-11-01", "2026-11-03"));
        assertThat(NOVEMBER.overlap(period("2026-11-30", "2026-12-03"))).contains(period("2026-11-30", "2026-11-30"));
        assertThat(NOVEMBER.overlap(period("2026-12-01", "2026-12-03"))).isEmpty();
        assertThatThrownBy(() -> period("2026-11-02", "2026-11-01")).isInstanceOf(IllegalArgumentException.class);
    }

    private static Cost cost(Cost.Kind kind, long amount) {
        return new Cost(new ChannelId(1), kind, "CNY", amount, NOVEMBER, null);
    }

    private static Cost.Period period(String from, String until) {
        return new Cost.Period(LocalDate.parse(from), LocalDate.parse(until));
    }
}
