package scrm.tag.index;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * The contacts of a corp that this instance holds: a bitmap of ordinals for each term.
 *
 * <p>Writers take turns. What differs is worked out while others read on; only the bits that change are set under the
 * lock that excludes readers, so that an answer sees all of a contact's change or nothing of it.
 */
public final class CorpIndex {
    private static final long END = 1L << 32;
    private static final long CONTAINER = 1L << 16;

    private final Map<Term, RoaringBitmap> bitmaps = new HashMap<>();
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final Object writing = new Object();

    /** Takes in contacts that are not in it. */
    public void add(Facts facts) {
        synchronized (writing) {
            change(() -> facts.bitmaps()
                    .forEach((term, added) -> bitmaps.computeIfAbsent(term, _ -> new RoaringBitmap())
                            .or(added)));
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
        if (held == null || !RoaringBitmap.intersects(held, contacts)) {
            return now;
        }
        RoaringBitmap before = RoaringBitmap.and(held, contacts);
        if (now == null) {
            return before;
        }
        before.xor(now);
        return before.isEmpty() ? null : before;
    }

    /** Forgets the contacts of some partitions. */
    void forget(Collection<Integer> partitions) {
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
            change.run();
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** How many contacts are meant. */
    public long count(Expression expression) {
        lock.readLock().lock();
        try {
            return Evaluation.over(bitmaps).count(expression);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** All who are meant. */
    public RoaringBitmap members(Expression expression) {
        lock.readLock().lock();
        try {
            return Evaluation.over(bitmaps).of(expression).clone();
        } finally {
            lock.readLock().unlock();
        }
    }

    /**
     * The first who are meant, from an ordinal on. Evaluates no more than it must: a window that grows until it holds
     * enough.
     *
     * @param limit how many at most
     */
    public RoaringBitmap members(Expression expression, long from, int limit) {
        RoaringBitmap found = new RoaringBitmap();
        lock.readLock().lock();
        try {
            RoaringBitmap everyone = bitmaps.get(Term.EVERYONE);
            long end = everyone == null ? 0 : Integer.toUnsignedLong(everyone.last()) + 1;
            long begin = from;
            for (long width = CONTAINER; begin < end && found.getLongCardinality() < limit; width *= 2) {
                long until = Math.min(END, begin - begin % CONTAINER + width);
                found.or(Evaluation.over(bitmaps, begin, until).of(expression));
                begin = until;
            }
        } finally {
            lock.readLock().unlock();
        }
        return found.getLongCardinality() <= limit ? found : found.limit(limit);
    }

    /** How many contacts it holds. */
    public long size() {
        return count(new Expression.Has(Term.EVERYONE));
    }

    /** What its bitmaps take. */
    public long bytes() {
        lock.readLock().lock();
        try {
            return bitmaps.values().stream()
                    .mapToLong(RoaringBitmap::getLongSizeInBytes)
                    .sum();
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Frees what growing left over; for after a load. */
    void trim() {
        synchronized (writing) {
            change(() -> bitmaps.values().forEach(bitmap -> {
                bitmap.runOptimize();
                bitmap.trim();
            }));
        }
    }
}
