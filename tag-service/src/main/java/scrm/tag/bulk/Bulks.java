package scrm.tag.bulk;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.tag.bulk.Bulk.Tally;

/** Where bulk taggings are kept, with their items. */
interface Bulks {
    /** Begins one that has no items and no job yet. */
    long open(
            CorpId corpId,
            String actor,
            boolean dryRun,
            @Nullable Long undoOf,
            @Nullable Instant expiresAt,
            Instant now);

    /** Its job has begun. */
    void start(CorpId corpId, long id, String jobId);

    Optional<Bulk> find(CorpId corpId, long id);

    /** Lets nobody else take it back, or take a step of it, until the transaction ends. */
    Optional<Bulk> lock(CorpId corpId, long id);

    /** A corp's, the latest first, from before the given one on. */
    List<Bulk> before(CorpId corpId, long id, int limit);

    /** The one that takes this one back. */
    Optional<Long> undoOf(CorpId corpId, long id);

    /** Adds items; of two about the same relations the first counts, and the other is unreadable. */
    void addItems(CorpId corpId, long id, List<Item> items);

    /** Its items in their order, from after the given one on. */
    List<Item> items(CorpId corpId, long id, Item.@Nullable State state, int after, int limit);

    /** How many items stand how. */
    Map<Item.State, Long> itemCounts(CorpId corpId, long id);

    /** Takes down how items stand now, by their numbers. */
    void mark(CorpId corpId, long id, Map<Integer, Item.State> states);

    /** Adds to what it came to. */
    void count(CorpId corpId, long id, Tally more);

    /** Whether WeCom is still to be told of a change of this one. */
    boolean isAsked(CorpId corpId, long id);

    /** All that it asked for is settled. */
    void finish(CorpId corpId, long id, Instant now);

    /** Deletes some of it; whether something is left. */
    boolean forget(CorpId corpId, long id);

    /** Deletes all that is about a contact. */
    void erase(CorpId corpId, ExternalUserId externalUserId);
}
