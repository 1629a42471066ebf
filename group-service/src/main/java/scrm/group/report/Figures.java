package scrm.group.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import scrm.group.activity.GroupDay.Ways;

/**
 * The figures of some groups in a period; each is the sum over the groups.
 *
 * @param groups how many
 * @param contacts who are in at the end of the period
 * @param moves who came and went
 * @param activity what members did
 * @param sales what they bought
 * @param cost in minor units; absent: nobody told any
 */
record Figures(
        long groups,
        long contacts,
        Moves moves,
        Activity activity,
        Sales sales,
        @Nullable Long cost) {
    /**
     * Who came and went.
     *
     * @param ways by which they came
     * @param quits in all
     * @param removals of the quits
     * @param untold of the quits
     * @param due7 joins of the period that are 7 days ago, so that one can know
     * @param left7 of these within 7 days
     * @param due30 joins of the period that are 30 days ago
     * @param left30 of these within 30 days
     */
    record Moves(
            long joins,
            Ways ways,
            long quits,
            long removals,
            long untold,
            long due7,
            long left7,
            long due30,
            long left30) {
        static final Moves NONE = new Moves(0, Ways.NONE, 0, 0, 0, 0, 0, 0, 0);
    }

    /**
     * What was sent and done.
     *
     * @param messages absent: nobody told of any day
     * @param active members who spoke, clicked or answered, each counted once in each group
     */
    record Activity(
            long sent,
            long failed,
            long clicks,
            long answers,
            @Nullable Long messages,
            long active) {
        static final Activity NONE = new Activity(0, 0, 0, 0, null, 0);

        Activity withActive(long members) {
            return new Activity(sent, failed, clicks, answers, messages, members);
        }
    }

    /** What was bought, in minor units of one currency. */
    record Sales(long orders, long buyers, long amount, long refunded) {
        static final Sales NONE = new Sales(0, 0, 0, 0);

        long revenue() {
            return amount - refunded;
        }
    }

    /** Rounded half up to minor units; none if nothing is known of costs, or nobody was active. */
    Optional<Long> costPerActive() {
        Long known = cost;
        return known == null || activity.active() == 0
                ? Optional.empty()
                : Optional.of(BigDecimal.valueOf(known)
                        .divide(BigDecimal.valueOf(activity.active()), 0, RoundingMode.HALF_UP)
                        .longValueExact());
    }
}
