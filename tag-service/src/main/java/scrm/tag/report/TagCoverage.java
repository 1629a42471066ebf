package scrm.tag.report;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.events.CorpId;
import scrm.events.TagId;

/** Whom tags cover. Only contacts whom somebody follows count, and only tags of such relations that are not deleted. */
interface TagCoverage {
    /** Counts anew, by reading all of a corp's relations. */
    List<Covered> count(CorpId corpId);

    /** Replaces what was counted before. */
    void keep(CorpId corpId, List<Covered> counted, Instant at);

    /** What was counted last, all contacts first; empty before the first time. */
    List<Covered> counted(CorpId corpId);

    /** How many contacts carry one tag, another, and both, counted now. */
    Overlap overlap(CorpId corpId, TagId tagId, TagId other);

    /** What is counted. */
    enum Scope {
        /** All whom somebody follows. */
        CONTACTS,
        /** Those with a tag. */
        ANY,
        /** Those with a tag of a group. */
        GROUP,
        /** Those with one tag. */
        TAG
    }

    /**
     * How many contacts are covered.
     *
     * @param scopeId the group or tag, else empty
     * @param name its name; absent while it is being counted
     * @param countedAt absent while it is being counted
     */
    record Covered(
            Scope scope,
            String scopeId,
            @Nullable String name,
            long contacts,
            @Nullable Instant countedAt) {}

    /** How many contacts carry one tag, another, and both. */
    record Overlap(long contacts, long otherContacts, long both) {}
}
