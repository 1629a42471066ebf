package scrm.tag.index;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import scrm.events.CorpId;
import scrm.tag.index.JdbcFacts.Contacts;
import scrm.tag.index.JdbcFacts.Span;

/** Brings contacts from the database into the index. */
@Service
class LoadContacts {
    private final JdbcOrdinals ordinals;
    private final JdbcFacts facts;
    private final ContactIndex index;
    private final IndexProperties properties;

    LoadContacts(JdbcOrdinals ordinals, JdbcFacts facts, ContactIndex index, IndexProperties properties) {
        this.ordinals = ordinals;
        this.facts = facts;
        this.index = index;
        this.properties = properties;
    }

    /** Which contacts are to be loaded. */
    interface Load {
        /** The partitions that are wanted, or still are; none: the load may end. */
        Set<Integer> partitions();

        /** The partition of a contact. */
        int partitionOf(CorpId corpId, String externalUserId);
    }

    /**
     * Reads all contacts of some partitions, corp by corp and page by page in the order of their names: one scan of
     * each table, in flat memory.
     *
     * @return how many were read
     */
    long loadAll(Load load) {
        long read = 0;
        for (CorpId corpId : ordinals.corps()) {
            String after = "";
            for (Set<Integer> wanted = load.partitions(); !wanted.isEmpty(); wanted = load.partitions()) {
                Set<Integer> ours = wanted;
                JdbcOrdinals.Page page = ordinals.after(
                        corpId, after, properties.page(), contact -> ours.contains(load.partitionOf(corpId, contact)));
                if (page.all().isEmpty()) {
                    index.corp(corpId).trim();
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
        }
        return read;
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
