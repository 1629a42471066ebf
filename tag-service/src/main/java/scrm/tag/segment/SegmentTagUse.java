package scrm.tag.segment;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Service;

import scrm.events.CorpId;
import scrm.events.TagId;
import scrm.tag.corptag.TagUse;

/** Segments ask for tags. */
@Service
class SegmentTagUse implements TagUse {
    private static final int PAGE = 500;

    private final Segments segments;

    SegmentTagUse(Segments segments) {
        this.segments = segments;
    }

    @Override
    public Set<TagId> inUse(CorpId corpId) {
        Set<TagId> tags = new HashSet<>();
        long after = 0;
        List<Segment> page;
        do {
            page = segments.after(corpId, after, PAGE);
            page.forEach(segment -> segment.definition().eachTag("", (_, tagId) -> tags.add(tagId)));
            after = page.isEmpty() ? after : page.getLast().id().value();
        } while (page.size() == PAGE);
        return tags;
    }
}
