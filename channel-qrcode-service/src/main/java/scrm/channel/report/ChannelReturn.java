package scrm.channel.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;

import scrm.channel.report.Acquisitions.Retention;

/**
 * What a channel cost in a period and what the contacts that it brought in it bought, its sub-channels included.
 * Amounts are in minor units of one currency.
 *
 * @param adds relations that began by one of its codes in the period
 * @param retention how many of them lasted
 * @param buyers contacts of those relations who bought within the attribution window
 * @param orders how many orders these are
 * @param sales what the orders come to
 * @param refunds what of that was paid back
 * @param cost the channel's costs for the days of the period
 */
record ChannelReturn(
        long adds, List<Retention> retention, long buyers, long orders, long sales, long refunds, long cost) {
    ChannelReturn {
        retention = List.copyOf(retention);
    }

    long revenue() {
        return sales - refunds;
    }

    long profit() {
        return revenue() - cost;
    }

    /** Cost for each add, rounded half up; none if nobody was added. */
    Optional<Long> costPerAcquisition() {
        return adds == 0
                ? Optional.empty()
                : Optional.of(BigDecimal.valueOf(cost)
                        .divide(BigDecimal.valueOf(adds), 0, RoundingMode.HALF_UP)
                        .longValueExact());
    }

    /** Revenue for each unit of cost, four digits; none if it cost nothing. */
    Optional<BigDecimal> returnOnSpend() {
        return cost == 0
                ? Optional.empty()
                : Optional.of(BigDecimal.valueOf(revenue()).divide(BigDecimal.valueOf(cost), 4, RoundingMode.HALF_UP));
    }
}
