package scrm.tag.index;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import scrm.events.CorpId;
import scrm.tag.bitmap.Facts;
import scrm.tag.index.Checkpoint.Range;
import scrm.tag.index.IndexCheckpoints.EventLog;
import scrm.tag.index.JdbcFacts.Contacts;
import scrm.tag.index.JdbcFacts.Span;

/** Brings contacts from the database into the index. */
@Service
class LoadContacts {
    private final JdbcOrdinals ordinals;
    private final JdbcFacts facts;
    private final ContactIndex index;
    private final IndexCheckpoints checkpoints;
    private final IndexProperties properties;

    LoadContacts(
            JdbcOrdinals ordinals,
            JdbcFacts facts,
            ContactIndex index,
            IndexCheckpoints checkpoints,
            IndexProperties properties) {
        this.ordinals = ordinals;
        this.facts = facts;
        this.index = index;
        this.checkpoints = checkpoints;
        this.properties = properties;
    }

    /** Which contacts are to be loaded. */
    interface Load {
        /** The partitions that are wanted, or still are; none: the load may end. */
        Set<Integer> partitions();

        /** The partition of a contact. */
        int partitionOf(CorpId corpId, String externalUserId);

        /** The topic whose partitions they are. */
        EventLog events();

        /** The events of each partition, as they were when it came. */
        Map<Integer, Range> ranges();

        /** The events of a partition are to be taken in from there on. */
        void followFrom(int partition, long offset);
    }

    /**
     * Brings all contacts of some partitions: from a checkpoint where there is one, else from their tables, corp by
     * corp and page by page in the order of their names: one scan of each table, in flat memory.
     *
     * @return how many were read from their tables
     */
    long loadAll(Load load) {
        long read = 0;
        for (CorpId corpId : ordinals.corps()) {
            Map<Integer, Long> offsets = checkpoints.restore(corpId, load.events(), load.ranges(), load);
            offsets.forEach(load::followFrom);
            read += readAll(corpId, load, offsets.keySet());
            index.corp(corpId).trim();
        }
        return read;
    }

    private long readAll(CorpId corpId, Load load, Set<Integer> restored) {
        long read = 0;
        String after = "";
        for (Set<Integer> wanted = unread(load, restored); !wanted.isEmpty(); wanted = unread(load, restored)) {
            Set<Integer> ours = wanted;
            JdbcOrdinals.Page page = ordinals.after(
                    corpId, after, properties.page(), contact -> ours.contains(load.partitionOf(corpId, contact)));
            if (page.all().isEmpty()) {
                break;
            }
            // By name if few of those that lie there are ours.
            boolean scanned = page.ordinals().size() * 4 >= page.all().size();
            Span span = scanned ? new Span(page.all().getFirst(), page.all().getLast()) : null;
            Facts its = new Facts();
            read(corpId, page.ordinals(), span, contact -> load.partitionOf(corpId, contact), its);
            index.add(corpId, its, ours, load::partitions);
            read += page.ordinals().size();
            after = page.all().getLast();
        }
        return read;
    }

    private static Set<Integer> unread(Load load, Set<Integer> restored) {
        Set<Integer> unread = new TreeSet<>(load.partitions());
        unread.removeAll(restored);
        return unread;
    }

    /** Reads contacts again that something was heard of; returns when the index shows them as they are. */
    void refresh(CorpId corpId, Map<String, Integer> partitionByContact) {
        Map<String, Integer> known = ordinals.of(corpId, List.copyOf(partitionByContact.keySet()));
        Facts now = new Facts();
        read(corpId, known, null, contact -> partitionByContact.getOrDefault(contact, 0), now);
        if (known.size() < partitionByContact.size()) {
            now.tellOfGone(ordinals.erased(corpId));
        }
        index.corp(corpId).set(now);
    }

    private void read(
            CorpId corpId,
            Map<String, Integer> ordinalByContact,
            @Nullable Span span,
            ToIntFunction<String> partitionOf,
            Facts into) {
        ordinalByContact.forEach((contact, ordinal) -> into.tellOf(ordinal, partitionOf.applyAsInt(contact)));
        facts.read(corpId, new Contacts(ordinalByContact, span), into);
    }
}
