package scrm.tag.index;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.roaringbitmap.RoaringBitmap;
import org.springframework.stereotype.Service;

import scrm.events.CorpId;
import scrm.tag.bitmap.CorpIndex;
import scrm.tag.bitmap.Expression;
import scrm.tag.bitmap.Facts;
import scrm.tag.index.Question.Part;

/** The contacts whose partitions this instance holds, and whether it may answer for them. */
@Service
public class ContactIndex {
    private final Map<CorpId, CorpIndex> corps = new ConcurrentHashMap<>();

    private volatile Held held = new Held(0, Map.of());

    /**
     * What is ours.
     *
     * @param generation grows with each change, so that an answer can compare before and after
     * @param partitions those that are ours, and whether each is complete
     */
    private record Held(long generation, Map<Integer, Boolean> partitions) {}

    ContactIndex(MeterRegistry meters) {
        meters.gauge("scrm.index.contacts", this, index -> index.sum(CorpIndex::size));
        meters.gauge("scrm.index.bytes", this, index -> index.sum(CorpIndex::bytes));
    }

    private long sum(ToLongFunction<CorpIndex> figure) {
        return corps.values().stream().mapToLong(figure).sum();
    }

    CorpIndex corp(CorpId corpId) {
        return corps.computeIfAbsent(corpId, _ -> new CorpIndex());
    }

    /** The corps that it has contacts of. */
    Map<CorpId, CorpIndex> corps() {
        return Map.copyOf(corps);
    }

    /** Another number than before means that partitions have come, gone, or become ready since. */
    long generation() {
        return held.generation();
    }

    /** The partitions that are ours, if all are complete; else none. */
    Set<Integer> complete() {
        Map<Integer, Boolean> ours = held.partitions();
        return ours.containsValue(false) ? Set.of() : ours.keySet();
    }

    /** Partitions become ours, and are not complete yet. */
    synchronized void loading(Collection<Integer> some) {
        mark(some, false);
    }

    /** Partitions are complete and current. */
    synchronized void ready(Collection<Integer> some) {
        mark(some, true);
    }

    private void mark(Collection<Integer> some, boolean complete) {
        Map<Integer, Boolean> changed = new TreeMap<>(held.partitions());
        some.forEach(partition -> changed.put(partition, complete));
        held = new Held(held.generation() + 1, changed);
    }

    /** Partitions are not ours any more. */
    synchronized void forget(Collection<Integer> some) {
        Map<Integer, Boolean> changed = new TreeMap<>(held.partitions());
        changed.keySet().removeAll(Set.copyOf(some));
        held = new Held(held.generation() + 1, changed);
        corps.values().forEach(corp -> corp.forget(some));
    }

    /**
     * Takes in contacts of partitions that are being loaded, all but those of partitions that were taken away since
     * they were read: nobody would forget them any more.
     */
    synchronized void add(CorpId corpId, Facts facts, Set<Integer> read, Supplier<Set<Integer>> stillOurs) {
        Set<Integer> lost = new TreeSet<>(read);
        lost.removeAll(stillOurs.get());
        facts.drop(lost);
        corp(corpId).add(facts);
    }

    /**
     * What this instance has to say.
     *
     * @throws IndexLoadingException if it does not hold all that it should, or if that changes meanwhile
     */
    public Part part(CorpId corpId, Question question) {
        Held before = held;
        if (before.partitions().containsValue(false)) {
            throw new IndexLoadingException("partitions are being loaded");
        }
        List<Integer> partitions = List.copyOf(before.partitions().keySet());
        CorpIndex corp = corps.get(corpId);
        Part part = corp == null ? new Part(partitions, 0, new RoaringBitmap()) : part(corp, question, partitions);
        if (held.generation() != before.generation()) {
            throw new IndexLoadingException("partitions changed hands");
        }
        return part;
    }

    private static Part part(CorpIndex corp, Question question, List<Integer> partitions) {
        Expression expression = question.expression();
        if (question.limit() == Question.ALL && question.from() == 0) {
            RoaringBitmap members = corp.members(expression);
            return new Part(partitions, members.getLongCardinality(), members);
        }
        long count = question.counted() ? corp.count(expression) : 0;
        RoaringBitmap members = question.limit() == 0
                ? new RoaringBitmap()
                : corp.members(expression, question.from(), question.limit());
        return new Part(partitions, count, members);
    }
}
