package scrm.tag.bitmap;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * The contacts of a corp that this instance holds: a bitmap of ordinals for each term.
 *
 * <p>Writers take turns. Contacts are set many at a time, for each time costs a look at every bitmap. What differs is
 * worked out while others read on; only the bits that change are set under the lock that excludes readers, so that an
 * answer sees all of a contact's change or nothing of it.
 */
public final class CorpIndex {
    private final Map<Term, RoaringBitmap> bitmaps = new HashMap<>();
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final Object writing = new Object();
    private final AtomicLong changes = new AtomicLong();

    /** Takes in contacts that are not in it, and the bitmaps that tell of them. */
    public void add(Facts facts) {
        synchronized (writing) {
            change(() -> facts.bitmaps()
                    .forEach((term, added) -> bitmaps.merge(term, added, (held, more) -> {
                        held.or(more);
                        return held;
                    })));
        }
    }

    /** Makes contacts what they are now, whatever they were. */
    public void set(Facts facts) {
        synchronized (writing) {
            Set<Term> terms = new HashSet<>(bitmaps.keySet());
            terms.addAll(facts.bitmaps().keySet());
            Map<Term, RoaringBitmap> differences = new HashMap<>();
            for (Term term : terms) {
                RoaringBitmap difference =
                        difference(bitmaps.get(term), facts.bitmaps().get(term), facts.contacts());
                if (difference != null) {
                    differences.put(term, difference);
                }
            }
            change(() -> differences.forEach((term, difference) -> {
                RoaringBitmap bitmap = bitmaps.computeIfAbsent(term, _ -> new RoaringBitmap());
                bitmap.xor(difference);
                if (bitmap.isEmpty()) {
                    bitmaps.remove(term);
                }
            }));
        }
    }

    private static @Nullable RoaringBitmap difference(
            @Nullable RoaringBitmap held, @Nullable RoaringBitmap now, RoaringBitmap contacts) {
        if (held == null) {
            return now;
        }
        RoaringBitmap difference = RoaringBitmap.and(held, contacts);
        if (now != null) {
            difference.xor(now);
        }
        return difference.isEmpty() ? null : difference;
    }

    /** Forgets the contacts of some partitions. */
    public void forget(Collection<Integer> partitions) {
        synchronized (writing) {
            RoaringBitmap gone = new RoaringBitmap();
            partitions.stream()
                    .map(partition -> bitmaps.get(Term.partition(partition)))
                    .filter(Objects::nonNull)
                    .forEach(gone::or);
            change(() -> {
                bitmaps.values().forEach(bitmap -> bitmap.andNot(gone));
                bitmaps.values().removeIf(RoaringBitmap::isEmpty);
            });
        }
    }

    private void change(Runnable change) {
        lock.writeLock().lock();
        try {
            changes.incrementAndGet();
            change.run();
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** How many contacts are meant. */
    public long count(Expression expression) {
        return read(() -> new Evaluation(bitmaps, expression).count());
    }

    /** All who are meant. */
    public RoaringBitmap members(Expression expression) {
        return members(expression, 0, Integer.MAX_VALUE);
    }

    /**
     * The first who are meant, from an ordinal on; evaluates no more than it must.
     *
     * @param limit how many at most
     */
    public RoaringBitmap members(Expression expression, long from, int limit) {
        return read(() -> new Evaluation(bitmaps, expression).members(from, limit));
    }

    private <T> T read(Supplier<T> reading) {
        lock.readLock().lock();
        try {
            return reading.get();
        } finally {
            lock.readLock().unlock();
        }
    }

    /** How many contacts it holds. */
    public long size() {
        return count(new Expression.Has(Term.EVERYONE));
    }

    /** What its bitmaps take. */
    public long bytes() {
        return read(() -> bitmaps.values().stream()
                .mapToLong(RoaringBitmap::getLongSizeInBytes)
                .sum());
    }

    /** How often it was changed; equal numbers mean equal contents. */
    public long changes() {
        return changes.get();
    }

    /** What anything is true of, those that tell partitions first. */
    List<Term> terms() {
        return read(() -> bitmaps.keySet().stream()
                .sorted(Comparator.comparing((Term term) -> term.kind() != Term.Kind.PARTITION))
                .toList());
    }

    /** Of whom a term is true now. */
    RoaringBitmap copy(Term term) {
        return read(() -> {
            RoaringBitmap bitmap = bitmaps.get(term);
            return bitmap == null ? new RoaringBitmap() : bitmap.clone();
        });
    }

    /** Frees what growing left over; for after a load. */
    public void trim() {
        synchronized (writing) {
            change(() -> bitmaps.values().forEach(bitmap -> {
                bitmap.runOptimize();
                bitmap.trim();
            }));
        }
    }
}
