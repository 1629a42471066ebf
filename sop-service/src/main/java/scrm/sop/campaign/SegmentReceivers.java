package scrm.sop.campaign;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.rest.InvalidRequest;
import scrm.sop.audience.Segments;
import scrm.sop.audience.Segments.Frozen;
import scrm.wecom.Page;

/** Who is in a segment when the message goes out: frozen at the first page, for members come and go meanwhile. */
@Service
class SegmentReceivers implements Receivers {
    private static final String BETWEEN = "\n";

    private final Segments segments;

    SegmentReceivers(Segments segments) {
        this.segments = segments;
    }

    @Override
    public Class<? extends Audience> audience() {
        return Audience.Segment.class;
    }

    @Override
    public long size(CorpId corpId, Audience audience) {
        return segments.count(corpId, segmentId(audience))
                .orElseThrow(() -> InvalidRequest.field("audience.segmentId", "not_found"));
    }

    @Override
    public Page<String> page(CorpId corpId, Audience audience, @Nullable String cursor) {
        String segmentId = segmentId(audience);
        Frozen frozen;
        String position = null;
        if (cursor == null) {
            frozen = segments.freeze(corpId, segmentId).orElse(null);
            if (frozen == null) {
                // It was deleted since: nobody is in it.
                return new Page<>(List.of(), null);
            }
        } else {
            int between = cursor.indexOf(BETWEEN);
            frozen = new Frozen(segmentId, cursor.substring(0, between), 0);
            position = cursor.substring(between + 1);
        }
        Segments.Page page = segments.page(corpId, frozen, position);
        return new Page<>(
                page.contacts().stream().map(ExternalUserId::value).toList(),
                page.next() == null ? null : frozen.snapshotId() + BETWEEN + page.next());
    }

    private static String segmentId(Audience audience) {
        return ((Audience.Segment) audience).segmentId();
    }
}
