package scrm.tag.segment;

import java.time.Clock;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.CorpId;
import scrm.rest.Conflict;
import scrm.rest.IfMatch;
import scrm.rest.NotFound;

/** Makes, edits and deletes segments. */
@Service
@Transactional
class KeepSegment {
    private final Segments segments;
    private final Clock clock;

    KeepSegment(Segments segments, Clock clock) {
        this.segments = segments;
        this.clock = clock;
    }

    Segment create(CorpId corpId, String name, Condition definition) {
        SegmentId id = segments.add(corpId, name, definition, clock.instant())
                .orElseThrow(() -> Conflict.of("segment_name_taken"));
        return segments.find(corpId, id).orElseThrow();
    }

    Segment edit(CorpId corpId, SegmentId id, IfMatch ifMatch, String name, Condition definition) {
        lock(corpId, id, ifMatch);
        if (!segments.edit(corpId, id, name, definition, clock.instant())) {
            throw Conflict.of("segment_name_taken");
        }
        return segments.find(corpId, id).orElseThrow();
    }

    /** Its snapshots stay: something may still be on its way to them. */
    void delete(CorpId corpId, SegmentId id, IfMatch ifMatch) {
        lock(corpId, id, ifMatch);
        segments.delete(corpId, id);
    }

    private void lock(CorpId corpId, SegmentId id, IfMatch ifMatch) {
        Segment segment = segments.lock(corpId, id).orElseThrow(() -> NotFound.of("segment"));
        ifMatch.check(segment.version());
    }
}
