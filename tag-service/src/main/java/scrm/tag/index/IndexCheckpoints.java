package scrm.tag.index;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

import scrm.events.CorpId;
import scrm.tag.bitmap.BitmapFile;
import scrm.tag.bitmap.CorpIndex;
import scrm.tag.index.Checkpoint.Range;
import scrm.tag.index.Checkpoint.Source;
import scrm.wecom.Corp;
import scrm.wecom.Corps;

/** Writes down what is held, and begins with what was written down, by this instance or another. */
@Service
class IndexCheckpoints {
    private static final Logger log = LoggerFactory.getLogger(IndexCheckpoints.class);

    private final JdbcCheckpoints checkpoints;
    private final ContactIndex index;
    private final Corps corps;
    private final IndexProperties properties;
    private final Clock clock;

    /** What this instance wrote down last: what has not changed since is not written again. */
    private final Map<CorpId, Written> written = new ConcurrentHashMap<>();

    private record Written(long id, Source source, Set<Integer> partitions, long changes) {}

    IndexCheckpoints(
            JdbcCheckpoints checkpoints, ContactIndex index, Corps corps, IndexProperties properties, Clock clock) {
        this.checkpoints = checkpoints;
        this.index = index;
        this.corps = corps;
        this.properties = properties;
        this.clock = clock;
    }

    /** A topic as it is now: its id, and how many partitions it has. */
    record EventLog(String topicId, int partitions) {}

    /**
     * What is held, at a moment.
     *
     * @param offsets of all partitions that are held, the first event that has not been taken in
     * @param generation of the index
     */
    record Moment(EventLog events, Map<Integer, Long> offsets, long generation) {}

    /** Writes down all corps; stops if partitions change hands, for then some contacts are held no more. */
    void take(Moment moment) {
        index.corps().forEach((corpId, corp) -> {
            if (corp.size() > 0 && index.generation() == moment.generation()) {
                take(corpId, corp, moment);
            }
        });
    }

    private void take(CorpId corpId, CorpIndex corp, Moment moment) {
        long changes = corp.changes();
        Source source = source(corpId, moment.events());
        Set<Integer> partitions = moment.offsets().keySet();
        Written before = written.get(corpId);
        if (before == null
                || !before.equals(new Written(before.id(), source, partitions, changes))
                || !checkpoints.advance(corpId, before.id(), moment.offsets(), clock.instant())) {
            long id = checkpoints.begin(corpId, source, moment.offsets(), clock.instant());
            try (OutputStream parts = checkpoints.parts(corpId, id)) {
                BitmapFile.write(corp, parts);
            } catch (IOException e) {
                throw new UncheckedIOException("Rows do not fail so", e);
            }
            if (index.generation() != moment.generation()) {
                checkpoints.delete(corpId, List.of(id), oldest());
                return;
            }
            checkpoints.complete(corpId, id, clock.instant());
            written.put(corpId, new Written(id, source, Set.copyOf(partitions), changes));
        }
        deleteOutdone(corpId, source);
    }

    /** Deletes those with which nobody would begin any partition. */
    private void deleteOutdone(CorpId corpId, Source source) {
        List<Checkpoint> all = checkpoints.of(corpId, oldest());
        Map<Integer, Range> any = new HashMap<>();
        for (int partition = 0; partition < source.partitions(); partition++) {
            any.put(partition, new Range(0, Long.MAX_VALUE));
        }
        Set<Long> outdone = new TreeSet<>(all.stream().map(Checkpoint::id).toList());
        Checkpoint.best(all, source, any).keySet().forEach(best -> outdone.remove(best.id()));
        checkpoints.delete(corpId, outdone, oldest());
    }

    /**
     * Takes in what was written down of partitions that are being loaded.
     *
     * @param ranges the events that each wanted partition has
     * @param load which of them are still wanted
     * @return where the events of each partition go on that was found; the others must be read
     */
    Map<Integer, Long> restore(CorpId corpId, EventLog events, Map<Integer, Range> ranges, LoadContacts.Load load) {
        Map<Integer, Long> offsets = new HashMap<>();
        Checkpoint.best(checkpoints.of(corpId, oldest()), source(corpId, events), ranges)
                .forEach((checkpoint, partitions) -> {
                    try (InputStream parts = checkpoints.read(corpId, checkpoint.id())) {
                        index.add(corpId, BitmapFile.read(parts, partitions), partitions, load::partitions);
                    } catch (IOException e) {
                        log.warn("Checkpoint {} cannot be read, contacts are: {}", checkpoint.id(), e.getMessage());
                        return;
                    }
                    partitions.forEach(partition -> offsets.put(partition, checkpoint.offset(partition)));
                });
        return offsets;
    }

    private Instant oldest() {
        return clock.instant().minus(properties.checkpointAge());
    }

    private Source source(CorpId corpId, EventLog events) {
        return new Source(
                events.topicId(),
                events.partitions(),
                corps.find(corpId).map(Corp::timezone).orElse(ZoneOffset.UTC));
    }
}
