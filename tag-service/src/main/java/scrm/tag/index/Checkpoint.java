package scrm.tag.index;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;
import java.util.TreeSet;

/**
 * A corp's bitmaps of some partitions, as they were when all events before an offset had been taken in. Later ones may
 * be in it too: whoever begins with it takes in the events from that offset on.
 *
 * @param id its key
 * @param source where its offsets come from
 * @param offsets by partition, the first event that it may not know of
 * @param takenAt when it was complete
 */
record Checkpoint(long id, Source source, Map<Integer, Long> offsets, Instant takenAt) {
    Checkpoint {
        offsets = Map.copyOf(offsets);
    }

    /**
     * What must be the same for bitmaps to be of use.
     *
     * @param topicId of the topic: one that was made anew has another
     * @param partitions how many the topic has: contacts change partition with it
     * @param zone the corp's, by which days are counted
     */
    record Source(String topicId, int partitions, ZoneId zone) {}

    /**
     * The events that a partition still has.
     *
     * @param first the offset of the first
     * @param end the offset after the last
     */
    record Range(long first, long end) {
        boolean canFollow(long offset) {
            return first <= offset && offset <= end;
        }
    }

    /**
     * With which checkpoint each partition begins: the newest from which events go on without a gap.
     *
     * @param ranges of the partitions that are wanted
     * @return partitions by checkpoint; a partition that none has is missing
     */
    static Map<Checkpoint, Set<Integer>> best(
            Collection<Checkpoint> checkpoints, Source source, Map<Integer, Range> ranges) {
        Map<Integer, Checkpoint> newest = new HashMap<>();
        for (Checkpoint checkpoint : checkpoints) {
            if (checkpoint.source().equals(source)) {
                checkpoint.offsets().forEach((partition, offset) -> {
                    Range range = ranges.get(partition);
                    if (range != null && range.canFollow(offset)) {
                        newest.merge(partition, checkpoint, (one, other) -> newer(one, other, partition));
                    }
                });
            }
        }
        Map<Checkpoint, Set<Integer>> best = new HashMap<>();
        for (Entry<Integer, Checkpoint> its : newest.entrySet()) {
            best.computeIfAbsent(its.getValue(), _ -> new TreeSet<>()).add(its.getKey());
        }
        return best;
    }

    /** Where nothing happened between two of them, the later one: the other is not needed any more. */
    private static Checkpoint newer(Checkpoint one, Checkpoint other, int partition) {
        return Comparator.<Checkpoint>comparingLong(checkpoint -> checkpoint.offset(partition))
                                .thenComparingLong(Checkpoint::id)
                                .compare(one, other)
                        > 0
                ? one
                : other;
    }

    /** The first event of a partition that it may not know of. */
    long offset(int partition) {
        Long offset = offsets.get(partition);
        if (offset == null) {
            throw new IllegalArgumentException("Partition " + partition + " is not in it");
        }
        return offset;
    }
}
