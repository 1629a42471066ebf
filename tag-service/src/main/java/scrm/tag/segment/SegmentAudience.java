package scrm.tag.segment;

import java.util.Optional;
import org.springframework.stereotype.Service;

import scrm.events.CorpId;
import scrm.tag.bulk.Audience;

/** Segments as audiences of bulk tagging: frozen in snapshots. */
@Service
class SegmentAudience implements Audience {
    private final Segments segments;
    private final SegmentMembers members;

    SegmentAudience(Segments segments, SegmentMembers members) {
        this.segments = segments;
        this.members = members;
    }

    @Override
    public Optional<Frozen> freeze(CorpId corpId, String audienceId) {
        return SegmentId.parse(audienceId)
                .filter(id -> segments.find(corpId, id).isPresent())
                .map(id -> members.snapshot(corpId, id))
                .map(snapshot -> new Frozen(Long.toString(snapshot.id()), snapshot.contacts()));
    }

    @Override
    public Page next(CorpId corpId, String frozenId, String cursor, int limit) {
        SegmentMembers.Page page =
                members.page(corpId, Long.parseLong(frozenId), cursor.isEmpty() ? 0 : Long.parseLong(cursor), limit);
        Long next = page.next();
        return new Page(page.contacts(), next == null ? "" : next.toString());
    }
}
