package scrm.channel.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

import scrm.channel.report.Figures.Acquired;
import scrm.channel.report.Figures.Retention;
import scrm.channel.report.Figures.Sales;

class FiguresTest {
    @Test
    void theCostOfAnAddIsRoundedHalfUpToTheMinorUnit() {
        assertThat(figures(2, 5, 0, 0).costPerAcquisition()).contains(3L);
        assertThat(figures(3, 10, 0, 0).costPerAcquisition()).contains(3L);
        assertThat(figures(3, 11, 0, 0).costPerAcquisition()).contains(4L);
        assertThat(figures(3, 0, 0, 0).costPerAcquisition()).contains(0L);
    }

    @Test
    void nobodyAddedHasNoCostAndNothingSpentHasNoReturn() {
        assertThat(figures(0, 500, 0, 0).costPerAcquisition()).isEmpty();
        assertThat(figures(2, 0, 900, 0).returnOnSpend()).isEmpty();
    }

    @Test
    void whatWasPaidBackLowersRevenueProfitAndReturn() {
        Figures refunded = figures(1, 300, 1_000, 900);

        assertThat(refunded.revenue()).isEqualTo(100);
        assertThat(refunded.profit()).isEqualTo(-200);
        assertThat(refunded.returnOnSpend()).contains(new BigDecimal("0.3333"));
        assertThat(figures(1, 300, 1_000, 1_000).returnOnSpend()).contains(new BigDecimal("0.0000"));
        assertThat(figures(1, 16_000, 10_001, 0).returnOnSpend()).contains(new BigDecimal("0.6251"));
    }

    @Test
    void theRatiosOfSeveralChannelsAreOfTheirSums() {
        Figures both = figures(1, 100, 400, 0).plus(figures(3, 200, 100, 50));

        assertThat(both.costPerAcquisition()).contains(75L);
        assertThat(both.returnOnSpend()).contains(new BigDecimal("1.5000"));
    }

    @Test
    void everyFigureIsAddedUp() {
        Figures one = new Figures(
                1,
                2,
                3,
                new Acquired(4, new Retention(5, 6), new Retention(7, 8), new Retention(9, 10)),
                11,
                12,
                new Sales(13, 14, 15, 16),
                17);

        assertThat(one.plus(one))
                .isEqualTo(new Figures(
                        2,
                        4,
                        6,
                        new Acquired(8, new Retention(10, 12), new Retention(14, 16), new Retention(18, 20)),
                        22,
                        24,
                        new Sales(26, 28, 30, 32),
                        34));
        assertThat(one.plus(Figures.NONE)).isEqualTo(one);
    }

    private static Figures figures(long adds, long cost, long amount, long refunded) {
        return new Figures(
                0,
                0,
                0,
                new Acquired(adds, Retention.NONE, Retention.NONE, Retention.NONE),
                0,
                0,
                new Sales(0, 0, amount, refunded),
                cost);
    }
}
