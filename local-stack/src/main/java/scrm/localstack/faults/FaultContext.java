package scrm.localstack.faults;

import java.time.Duration;
import java.util.Locale;
import java.util.function.BooleanSupplier;

import scrm.localstack.LocalStack;
import scrm.localstack.Pause;
import scrm.localstack.Progress;

/**
 * What a row works with.
 *
 * @param stack runs, whole, when a row begins
 * @param progress tells how far it is
 * @param seed of whatever is random
 * @param isShort minutes instead of hours
 */
public record FaultContext(LocalStack stack, Progress progress, long seed, boolean isShort) {
    /** One of two sizes. */
    public int size(int whenShort, int whenFull) {
        return isShort ? whenShort : whenFull;
    }

    /** Waits until something holds, for that long at most; tells whether it came to hold. */
    public boolean await(String what, Duration patience, BooleanSupplier condition) {
        return progress.await(what, patience, condition);
    }

    /** A corp that no other row uses, with members, a channel and a live code. */
    public FaultCorp corp(FaultRow row) {
        return corp(row, "");
    }

    /** One more such corp; the suffix tells it from the row's others. */
    public FaultCorp corp(FaultRow row, String suffix) {
        return FaultCorp.open(
                this, "wwfault" + row.id().toLowerCase(Locale.ROOT) + "x" + Long.toHexString(seed) + suffix);
    }

    /** Lets time pass while a fault lasts. */
    public void last(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            Pause.briefly();
        }
    }
}
