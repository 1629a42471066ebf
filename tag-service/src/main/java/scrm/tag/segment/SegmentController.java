package scrm.tag.segment;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.rest.Answers;
import scrm.rest.ChangesNothing;
import scrm.rest.Counted;
import scrm.rest.Cursor;
import scrm.rest.ETag;
import scrm.rest.IfMatch;
import scrm.rest.NotFound;
import scrm.rest.PageRequest;
import scrm.rest.Slice;
import scrm.tag.index.Question.Answer;
import scrm.tag.segment.AskSegment.Extent;

/** Segments, and who is in them. */
@RestController
@RequestMapping("/v1/corps/{corpId}/segments")
class SegmentController {
    private static final int MOST_CHECKED = 10_000;

    private final Segments segments;
    private final KeepSegment keep;
    private final AskSegment ask;
    private final SegmentMembers members;

    SegmentController(Segments segments, KeepSegment keep, AskSegment ask, SegmentMembers members) {
        this.segments = segments;
        this.keep = keep;
        this.ask = ask;
        this.members = members;
    }

    @PostMapping
    @Answers(HttpStatus.CREATED)
    ResponseEntity<SegmentView> create(@PathVariable CorpId corpId, @Valid @RequestBody SegmentRequest request) {
        ask.check(corpId, "definition", request.definition());
        Segment segment = keep.create(corpId, request.name().strip(), request.definition());
        URI location = URI.create("/v1/corps/" + corpId + "/segments/" + segment.id());
        return ETag.created(location, segment.version(), SegmentView.of(segment));
    }

    /** In the order in which they were made. */
    @GetMapping
    Slice<SegmentView> list(@PathVariable CorpId corpId, PageRequest page) {
        List<Segment> found = segments.after(corpId, number(page), page.fetchSize());
        return Slice.of(found, page, (Segment segment) -> Cursor.at(segment.id()))
                .map(SegmentView::of);
    }

    @GetMapping("/{id}")
    ResponseEntity<SegmentView> get(@PathVariable CorpId corpId, @PathVariable long id) {
        Segment segment = find(corpId, id);
        return ETag.ok(segment.version(), SegmentView.of(segment));
    }

    @PutMapping("/{id}")
    ResponseEntity<SegmentView> edit(
            @PathVariable CorpId corpId,
            @PathVariable long id,
            IfMatch ifMatch,
            @Valid @RequestBody SegmentRequest request) {
        ask.check(corpId, "definition", request.definition());
        Segment segment =
                keep.edit(corpId, new SegmentId(id), ifMatch, request.name().strip(), request.definition());
        return ETag.ok(segment.version(), SegmentView.of(segment));
    }

    /** Its snapshots stay. */
    @DeleteMapping("/{id}")
    @Answers(HttpStatus.NO_CONTENT)
    ResponseEntity<Void> delete(@PathVariable CorpId corpId, @PathVariable long id, IfMatch ifMatch) {
        keep.delete(corpId, new SegmentId(id), ifMatch);
        return ResponseEntity.noContent().build();
    }

    /** How many contacts a condition means, exactly, and some of them; keeps nothing. */
    @PostMapping("/preview")
    @ChangesNothing
    SegmentPreview preview(@PathVariable CorpId corpId, @Valid @RequestBody PreviewRequest request, PageRequest page) {
        ask.check(corpId, "definition", request.definition());
        Answer answer = ask.ask(
                corpId, request.definition(), new Extent(ask.today(corpId), true, number(page), page.fetchSize()));
        Slice<SegmentMember> slice = slice(corpId, answer, page);
        return new SegmentPreview(answer.count(), slice.items(), slice.next());
    }

    /** Who is in a segment now. A page costs the same wherever it begins. */
    @GetMapping("/{id}/members")
    Slice<SegmentMember> members(@PathVariable CorpId corpId, @PathVariable long id, @Counted PageRequest page) {
        Answer answer = ask.ask(
                corpId,
                find(corpId, id),
                new Extent(ask.today(corpId), page.exactCount(), number(page), page.fetchSize()));
        Slice<SegmentMember> slice = slice(corpId, answer, page);
        return page.exactCount() ? slice.withTotal(answer.count()) : slice;
    }

    /** Which of some contacts are in a segment now; for whoever holds contacts and not conditions. */
    @PostMapping("/{id}/members/check")
    @ChangesNothing
    MembersFound check(@PathVariable CorpId corpId, @PathVariable long id, @Valid @RequestBody MembersRequest request) {
        return new MembersFound(members.among(corpId, find(corpId, id), request.externalUserIds()));
    }

    private Segment find(CorpId corpId, long id) {
        return segments.find(corpId, new SegmentId(id)).orElseThrow(() -> NotFound.of("segment"));
    }

    private static long number(PageRequest page) {
        Cursor after = page.after();
        return after == null ? 0 : Math.clamp(after.number(0), 0, 1L << 32);
    }

    private Slice<SegmentMember> slice(CorpId corpId, Answer answer, PageRequest page) {
        return members.slice(corpId, answer.members(), page).map(SegmentMember::new);
    }

    /**
     * A segment as a client writes it; an edit replaces all of it.
     *
     * @param name unique in the corp
     * @param definition who is meant
     */
    record SegmentRequest(
            @NotBlank @Size(max = 64) String name, @NotNull Condition definition) {}

    /** @param definition who is meant */
    record PreviewRequest(@NotNull Condition definition) {}

    record SegmentView(
            String id, String name, Condition definition, int version, Instant createdAt, Instant updatedAt) {
        static SegmentView of(Segment segment) {
            return new SegmentView(
                    segment.id().toString(),
                    segment.name(),
                    segment.definition(),
                    segment.version(),
                    segment.createdAt(),
                    segment.updatedAt());
        }
    }

    /**
     * Whom a condition means.
     *
     * @param count how many contacts there are
     * @param items some of them
     * @param next cursor of the next page, null at the end
     */
    record SegmentPreview(
            long count, List<SegmentMember> items, @Nullable String next) {}

    /** @param externalUserIds whom to look for */
    record MembersRequest(
            @NotEmpty @Size(max = MOST_CHECKED) List<ExternalUserId> externalUserIds) {}

    /** @param externalUserIds those of the contacts asked about who are in the segment */
    record MembersFound(List<ExternalUserId> externalUserIds) {}

    /** A contact; {@code external-contacts/{externalUserId}} tells more. */
    record SegmentMember(ExternalUserId externalUserId) {}
}
