package scrm.tag.segment;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import scrm.events.CorpId;

/** Every corp's segments. */
interface Segments {
    /** Empty if there is one of that name. */
    Optional<SegmentId> add(CorpId corpId, String name, Condition definition, Instant now);

    Optional<Segment> find(CorpId corpId, SegmentId id);

    /** As {@link #find}, and nobody else edits it until the transaction ends. */
    Optional<Segment> lock(CorpId corpId, SegmentId id);

    /** In the order in which they were made. */
    List<Segment> after(CorpId corpId, long id, int limit);

    /** False if there is another one of that name. */
    boolean edit(CorpId corpId, SegmentId id, String name, Condition definition, Instant now);

    void delete(CorpId corpId, SegmentId id);
}
