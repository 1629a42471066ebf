package scrm.tag.segment;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.roaringbitmap.RoaringBitmap;

import scrm.events.CorpId;

/** Who was in segments at moments. */
interface Snapshots {
    Snapshot add(CorpId corpId, Segment segment, RoaringBitmap members, Instant now);

    Optional<Snapshot> find(CorpId corpId, long id);

    /** Those of a segment, in the order in which they were taken. */
    List<Snapshot> after(CorpId corpId, SegmentId segmentId, long id, int limit);

    /**
     * Ordinals of members.
     *
     * @param from from which on
     * @param limit how many at most
     */
    RoaringBitmap members(CorpId corpId, long id, long from, int limit);
}
