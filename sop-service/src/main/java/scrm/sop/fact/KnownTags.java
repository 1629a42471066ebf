package scrm.sop.fact;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import scrm.events.CorpId;

/** What every corp's tags are called, as it was read last. */
interface KnownTags {
    /** From now on it has these, in this order, and no others. */
    void replace(CorpId corpId, List<NamedTag> tags, Instant now);

    /** When they were read; empty: there are none. */
    Optional<Instant> readAt(CorpId corpId);

    /** Tags of groups that have one of these ids or names, in their order. */
    List<NamedTag> ofGroups(CorpId corpId, Collection<String> groups);
}
