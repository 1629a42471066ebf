package scrm.tag.segment;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import scrm.events.CorpId;
import scrm.rest.Answers;
import scrm.rest.Cursor;
import scrm.rest.NotFound;
import scrm.rest.PageRequest;
import scrm.rest.Slice;
import scrm.tag.segment.SegmentController.SegmentMember;

/** Segments as they were at a moment: whom something is sent to must not change while it is sent. */
@RestController
@RequestMapping("/v1/corps/{corpId}/segments/{id}/snapshots")
class SnapshotController {
    private final Snapshots snapshots;
    private final SegmentMembers members;

    SnapshotController(Snapshots snapshots, SegmentMembers members) {
        this.snapshots = snapshots;
        this.members = members;
    }

    /** Freezes who is in the segment now. */
    @PostMapping
    @Answers(HttpStatus.CREATED)
    ResponseEntity<SnapshotView> take(@PathVariable CorpId corpId, @PathVariable long id) {
        Snapshot snapshot = members.snapshot(corpId, new SegmentId(id));
        URI location = URI.create("/v1/corps/" + corpId + "/segments/" + id + "/snapshots/" + snapshot.id());
        return ResponseEntity.created(location).body(SnapshotView.of(snapshot));
    }

    /** In the order in which they were taken; there still if the segment is deleted. */
    @GetMapping
    Slice<SnapshotView> list(@PathVariable CorpId corpId, @PathVariable long id, PageRequest page) {
        Cursor after = page.after();
        List<Snapshot> found =
                snapshots.after(corpId, new SegmentId(id), after == null ? 0 : after.number(0), page.fetchSize());
        return Slice.of(found, page, (Snapshot snapshot) -> Cursor.at(snapshot.id()))
                .map(SnapshotView::of);
    }

    @GetMapping("/{snapshotId}")
    SnapshotView get(@PathVariable CorpId corpId, @PathVariable long id, @PathVariable long snapshotId) {
        return SnapshotView.of(find(corpId, id, snapshotId));
    }

    /** Who was in it, without those who were erased since. */
    @GetMapping("/{snapshotId}/members")
    Slice<SegmentMember> members(
            @PathVariable CorpId corpId, @PathVariable long id, @PathVariable long snapshotId, PageRequest page) {
        find(corpId, id, snapshotId);
        Cursor after = page.after();
        long from = after == null ? 0 : Math.clamp(after.number(0), 0, 1L << 32);
        return members.slice(corpId, snapshots.members(corpId, snapshotId, from, page.fetchSize()), page)
                .map(SegmentMember::new);
    }

    private Snapshot find(CorpId corpId, long id, long snapshotId) {
        return snapshots
                .find(corpId, snapshotId)
                .filter(snapshot -> snapshot.segmentId().value() == id)
                .orElseThrow(() -> NotFound.of("snapshot"));
    }

    /**
     * A snapshot.
     *
     * @param segmentVersion the version of the segment that was evaluated
     * @param count how many contacts were in it
     */
    record SnapshotView(String id, String segmentId, int segmentVersion, long count, Instant takenAt) {
        static SnapshotView of(Snapshot snapshot) {
            return new SnapshotView(
                    Long.toString(snapshot.id()),
                    snapshot.segmentId().toString(),
                    snapshot.segmentVersion(),
                    snapshot.contacts(),
                    snapshot.takenAt());
        }
    }
}
