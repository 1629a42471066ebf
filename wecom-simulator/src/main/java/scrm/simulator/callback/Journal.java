package scrm.simulator.callback;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.Predicate;

/**
 * A numbered list that keeps its newest entries, for what others read in steps.
 *
 * @param <T> what is written down
 */
public final class Journal<T> {
    private final int capacity;
    private final List<T> entries = new ArrayList<>();
    private long next = 1;

    public Journal(int capacity) {
        this.capacity = capacity;
    }

    /** Writes down what {@code entry} makes of its number (1, 2, ...). */
    public synchronized T add(LongFunction<T> entry) {
        T added = entry.apply(next);
        if (entries.size() < capacity) {
            entries.add(added);
        } else {
            entries.set(slot(next), added);
        }
        next++;
        return added;
    }

    /** The entries numbered above {@code after} that fit, oldest first, {@code limit} at most. */
    public synchronized List<T> after(long after, int limit, Predicate<T> fits) {
        List<T> found = new ArrayList<>();
        long first = Math.max(after + 1, next - entries.size());
        for (long number = first; number < next && found.size() < limit; number++) {
            T entry = entries.get(slot(number));
            if (fits.test(entry)) {
                found.add(entry);
            }
        }
        return found;
    }

    private int slot(long number) {
        return (int) ((number - 1) % capacity);
    }
}
