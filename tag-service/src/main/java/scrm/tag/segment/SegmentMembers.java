package scrm.tag.segment;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.rest.Cursor;
import scrm.rest.NotFound;
import scrm.rest.PageRequest;
import scrm.rest.Slice;
import scrm.tag.index.ContactNames;
import scrm.tag.index.Question;
import scrm.tag.index.Question.Answer;
import scrm.tag.segment.AskSegment.Extent;

/** Who is in a segment: frozen, and page by page. */
@Service
class SegmentMembers {
    private final Segments segments;
    private final Snapshots snapshots;
    private final AskSegment ask;
    private final ContactNames names;
    private final TransactionTemplate transaction;
    private final Clock clock;

    SegmentMembers(
            Segments segments,
            Snapshots snapshots,
            AskSegment ask,
            ContactNames names,
            TransactionTemplate transaction,
            Clock clock) {
        this.segments = segments;
        this.snapshots = snapshots;
        this.ask = ask;
        this.names = names;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Some of a list of contacts, in the order of their numbers.
     *
     * @param contacts those who are still there
     * @param next from where to go on; absent at the end
     */
    record Page(List<ExternalUserId> contacts, @Nullable Long next) {
        public Page {
            contacts = List.copyOf(contacts);
        }
    }

    /**
     * Freezes who is in a segment now. Must be called within a request, whose token other instances are asked with, and
     * outside any transaction.
     *
     * @throws NotFound if there is no such segment
     * @throws scrm.rest.InvalidRequest if it names a tag that is not there any more
     */
    Snapshot snapshot(CorpId corpId, SegmentId id) {
        Segment segment = segments.find(corpId, id).orElseThrow(() -> NotFound.of("segment"));
        ask.check(corpId, "definition", segment.definition());
        Answer answer = ask.ask(corpId, segment.definition(), new Extent(ask.today(corpId), true, 0, Question.ALL));
        return Objects.requireNonNull(
                transaction.execute(_ -> snapshots.add(corpId, segment, answer.members(), clock.instant())));
    }

    /** Those of some contacts who are in a segment now. Must be called within a request, as {@link #snapshot} must. */
    List<ExternalUserId> among(CorpId corpId, Segment segment, List<ExternalUserId> some) {
        Answer answer = ask.ask(corpId, segment.definition(), new Extent(ask.today(corpId), false, 0, Question.ALL));
        return names.among(corpId, answer.members(), some);
    }

    /**
     * Members of a snapshot; those who are gone since are left out.
     *
     * @param from 0, then {@link Page#next}
     * @param limit how many at most
     */
    Page page(CorpId corpId, long snapshotId, long from, int limit) {
        RoaringBitmap members = snapshots.members(corpId, snapshotId, from, limit);
        Long next = members.getLongCardinality() < limit ? null : ordinal(members.last()) + 1;
        return new Page(List.copyOf(names.of(corpId, members).values()), next);
    }

    /** The contacts behind the ordinals of a page; its cursor is the ordinal after the last, there or not. */
    Slice<ExternalUserId> slice(CorpId corpId, RoaringBitmap fetched, PageRequest page) {
        Slice<Integer> ordinals =
                Slice.of(fetched.stream().boxed().toList(), page, last -> Cursor.at(ordinal(last) + 1));
        Map<Integer, ExternalUserId> found = names.of(corpId, fetched.limit(page.limit()));
        return new Slice<>(List.copyOf(found.values()), ordinals.next(), null);
    }

    private static long ordinal(int unsigned) {
        return Integer.toUnsignedLong(unsigned);
    }
}
