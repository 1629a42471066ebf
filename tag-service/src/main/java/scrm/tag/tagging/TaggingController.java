package scrm.tag.tagging;

import java.security.Principal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.TagId;
import scrm.events.UserId;
import scrm.rest.Answers;
import scrm.rest.Cursor;
import scrm.rest.FieldProblem;
import scrm.rest.InvalidRequest;
import scrm.rest.NotFound;
import scrm.rest.PageRequest;
import scrm.rest.Slice;
import scrm.rest.Times;
import scrm.tag.contact.FollowUserTags;
import scrm.tag.corptag.CorpTagBook;
import scrm.tag.tagging.AssignTags.Edit;
import scrm.tag.tagging.AssignTags.Occasion;

/** Tags of one contact, set and taken away by a person. */
@RestController
@RequestMapping("/v1/corps/{corpId}/external-contacts/{externalUserId}/tags")
class TaggingController {
    private static final int MAX_TAGS = 100;

    private final Taggings taggings;
    private final AssignTags assign;
    private final FollowUserTags followUserTags;
    private final CorpTagBook book;
    private final Clock clock;

    TaggingController(
            Taggings taggings, AssignTags assign, FollowUserTags followUserTags, CorpTagBook book, Clock clock) {
        this.taggings = taggings;
        this.assign = assign;
        this.followUserTags = followUserTags;
        this.book = book;
        this.clock = clock;
    }

    /** All that was ever decided about the contact's tags, latest first: who, why, when, and what became of it. */
    @GetMapping
    Slice<AssignmentView> list(
            @PathVariable CorpId corpId, @PathVariable ExternalUserId externalUserId, PageRequest page) {
        long before = page.after() == null ? Long.MAX_VALUE : page.after().number(0);
        return Slice.of(
                        taggings.before(corpId, externalUserId, before, page.fetchSize()),
                        page,
                        (TagAssignment assignment) -> Cursor.at(assignment.id()))
                .map(AssignmentView::of);
    }

    /** Sets tags; 202, as WeCom is told in a moment, together with whatever else is decided until then. */
    @PostMapping
    @Answers(HttpStatus.ACCEPTED)
    ResponseEntity<AcceptedView> add(
            @PathVariable CorpId corpId,
            @PathVariable ExternalUserId externalUserId,
            @RequestBody WantedTags wanted,
            Principal person) {
        List<TagId> tagIds = wanted.tagIds() == null ? List.of() : wanted.tagIds();
        List<UserId> concerned = concerned(corpId, externalUserId, wanted.userId(), tagIds);
        Instant expiresAt = wanted.expiresAt();
        if (expiresAt != null && !expiresAt.isAfter(clock.instant())) {
            throw InvalidRequest.field("expiresAt", "past");
        }
        Times.check("expiresAt", expiresAt);
        assign.change(
                corpId,
                concerned.stream()
                        .map(userId -> new Edit(occasion(userId, externalUserId, person, expiresAt), tagIds, List.of()))
                        .toList());
        return ResponseEntity.accepted().body(new AcceptedView("ADD", concerned, tagIds, expiresAt));
    }

    /** Takes tags away. */
    @DeleteMapping
    @Answers(HttpStatus.ACCEPTED)
    ResponseEntity<AcceptedView> remove(
            @PathVariable CorpId corpId,
            @PathVariable ExternalUserId externalUserId,
            @RequestParam(required = false) @Nullable UserId userId,
            @RequestParam(name = "tagId", required = false) @Nullable List<TagId> tagIds,
            Principal person) {
        List<TagId> removed = tagIds == null ? List.of() : tagIds;
        List<UserId> concerned = concerned(corpId, externalUserId, userId, removed);
        assign.change(
                corpId,
                concerned.stream()
                        .map(one -> new Edit(occasion(one, externalUserId, person, null), List.of(), removed))
                        .toList());
        return ResponseEntity.accepted().body(new AcceptedView("REMOVE", concerned, removed, null));
    }

    private static Occasion occasion(
            UserId userId, ExternalUserId externalUserId, Principal person, @Nullable Instant expiresAt) {
        return new Occasion(userId, externalUserId, "PERSON:" + person.getName(), person.getName(), expiresAt);
    }

    private List<UserId> concerned(
            CorpId corpId, ExternalUserId externalUserId, @Nullable UserId userId, List<TagId> tagIds) {
        List<UserId> followers = followUserTags.followers(corpId, externalUserId);
        if (followers.isEmpty()) {
            throw NotFound.of("external-contact");
        }
        check(corpId, followers, userId, tagIds);
        return userId == null ? followers : List.of(userId);
    }

    private void check(CorpId corpId, List<UserId> followers, @Nullable UserId userId, List<TagId> tagIds) {
        if (tagIds.isEmpty()) {
            throw InvalidRequest.field("tagIds", "too_few", 1);
        }
        if (tagIds.size() > MAX_TAGS) {
            throw InvalidRequest.field("tagIds", "too_many", MAX_TAGS);
        }
        Set<TagId> existing = book.find(corpId, Set.copyOf(tagIds)).keySet();
        List<FieldProblem> errors = Stream.iterate(0, i -> i < tagIds.size(), i -> i + 1)
                .filter(i -> !existing.contains(tagIds.get(i)))
                .map(i -> new FieldProblem("tagIds[" + i + "]", "not_found"))
                .toList();
        if (!errors.isEmpty()) {
            throw InvalidRequest.fields(errors);
        }
        if (userId != null && !followers.contains(userId)) {
            throw InvalidRequest.field("userId", "not_found");
        }
    }

    /**
     * Tags that a person wants.
     *
     * @param userId the member whose relation is meant; absent: all that last
     * @param tagIds 1 to 100 corp tags
     * @param expiresAt when they are taken away again, unless somebody sets them meanwhile for longer or for good;
     *     absent: never
     */
    record WantedTags(
            @Nullable UserId userId,
            @Nullable List<TagId> tagIds,
            @Nullable Instant expiresAt) {}

    /** What was accepted; the list of assignments and the timeline tell what becomes of it. */
    record AcceptedView(
            String change,
            List<UserId> userIds,
            List<TagId> tagIds,
            @Nullable Instant expiresAt) {}

    /**
     * One decision.
     *
     * @param change {@code ADD} or {@code REMOVE}
     * @param tagId absent until a tag wanted by name exists
     * @param state {@code PENDING}, {@code APPLIED}, {@code SUPERSEDED} or {@code REJECTED}
     * @param source why: {@code PERSON:<sub>}, {@code LIVE_CODE:<id>}, {@code RULE:<id>:<version>},
     *     {@code SURVEY:<id>:<answer>}, {@code GROWTH}, {@code IMPORT:<bulk tagging>}, {@code EXPIRY:<assignment>} or
     *     {@code WECOM}
     * @param actor who: a service, or a token's subject
     * @param expiresAt when a tag that was set is taken away again
     * @param wecom WeCom's reason, if it refused
     */
    record AssignmentView(
            String id,
            UserId userId,
            String change,
            @Nullable TagId tagId,
            @Nullable String groupName,
            @Nullable String tagName,
            String source,
            String actor,
            String state,
            Instant requestedAt,
            @Nullable Instant settledAt,
            @Nullable Instant expiresAt,
            @Nullable Map<String, Integer> wecom,
            @Nullable String traceId) {
        static AssignmentView of(TagAssignment assignment) {
            return new AssignmentView(
                    String.valueOf(assignment.id()),
                    assignment.userId(),
                    assignment.change().name(),
                    assignment.tagId(),
                    assignment.groupName(),
                    assignment.tagName(),
                    assignment.source(),
                    assignment.actor(),
                    assignment.state().name(),
                    assignment.requestedAt(),
                    assignment.settledAt(),
                    assignment.expiresAt(),
                    assignment.errcode() == null ? null : Map.of("errcode", assignment.errcode()),
                    assignment.traceId());
        }
    }
}
