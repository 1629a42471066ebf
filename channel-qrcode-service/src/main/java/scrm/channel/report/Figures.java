package scrm.channel.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * What channels brought in a period, and what it cost and earned. Every figure of several channels is the sum of
 * theirs; an add is a relation of a member and a contact and belongs to one channel. Amounts are in minor units of one
 * currency.
 *
 * @param scans of their codes' short links in the period
 * @param halfAdds in the period
 * @param losses in the period, whenever the contacts had come
 * @param acquired the adds of the period
 * @param joined how many of these went into a group within the attribution window
 * @param answered how many of these wrote to the member within it
 * @param sales what these bought within it
 * @param cost of the period's days
 */
record Figures(
        long scans, long halfAdds, long losses, Acquired acquired, long joined, long answered, Sales sales, long cost) {
    static final Figures NONE = new Figures(0, 0, 0, Acquired.NONE, 0, 0, Sales.NONE, 0);

    /**
     * Relations that began.
     *
     * @param adds how many
     * @param day1 how many of them lasted a day
     * @param day7 how many of them lasted 7 days
     * @param day30 how many of them lasted 30 days
     */
    record Acquired(long adds, Retention day1, Retention day7, Retention day30) {
        static final Acquired NONE = new Acquired(0, Retention.NONE, Retention.NONE, Retention.NONE);

        Acquired plus(Acquired other) {
            return new Acquired(
                    adds + other.adds, day1.plus(other.day1), day7.plus(other.day7), day30.plus(other.day30));
        }
    }

    /**
     * Relations that were not lost at first.
     *
     * @param due those that began so long ago that one can know
     * @param retained those of them that were not lost within that time
     */
    record Retention(long due, long retained) {
        static final Retention NONE = new Retention(0, 0);

        Retention plus(Retention other) {
            return new Retention(due + other.due, retained + other.retained);
        }
    }

    /**
     * What was bought.
     *
     * @param bought relations whose contact placed an order
     * @param orders how many
     * @param amount of all orders
     * @param refunded of that, whenever it was paid back
     */
    record Sales(long bought, long orders, long amount, long refunded) {
        static final Sales NONE = new Sales(0, 0, 0, 0);

        Sales plus(Sales other) {
            return new Sales(
                    bought + other.bought,
                    orders + other.orders,
                    Math.addExact(amount, other.amount),
                    Math.addExact(refunded, other.refunded));
        }
    }

    Figures plus(Figures other) {
        return new Figures(
                scans + other.scans,
                halfAdds + other.halfAdds,
                losses + other.losses,
                acquired.plus(other.acquired),
                joined + other.joined,
                answered + other.answered,
                sales.plus(other.sales),
                Math.addExact(cost, other.cost));
    }

    long revenue() {
        return sales.amount - sales.refunded;
    }

    long profit() {
        return Math.subtractExact(revenue(), cost);
    }

    /** Cost for each add, rounded half up to minor units; none if nobody was added. */
    Optional<Long> costPerAcquisition() {
        return acquired.adds == 0
                ? Optional.empty()
                : Optional.of(BigDecimal.valueOf(cost)
                        .divide(BigDecimal.valueOf(acquired.adds), 0, RoundingMode.HALF_UP)
                        .longValueExact());
    }

    /** Revenue for each unit of cost, rounded half up to four digits; none if it cost nothing. */
    Optional<BigDecimal> returnOnSpend() {
        return cost == 0
                ? Optional.empty()
                : Optional.of(BigDecimal.valueOf(revenue()).divide(BigDecimal.valueOf(cost), 4, RoundingMode.HALF_UP));
    }
}
