package scrm.tag.corptag;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import scrm.events.CorpId;
import scrm.events.TagGroupId;
import scrm.events.UserId;
import scrm.rest.Answers;
import scrm.rest.Conflict;
import scrm.rest.Cursor;
import scrm.rest.ETag;
import scrm.rest.FieldProblem;
import scrm.rest.IfMatch;
import scrm.rest.InvalidRequest;
import scrm.rest.NotFound;
import scrm.rest.PageRequest;
import scrm.rest.Slice;
import scrm.tag.corptag.CorpTagController.CorpTagView;
import scrm.tag.corptag.CorpTagController.TagDeletionView;
import scrm.tag.corptag.KeptTagGroup.Category;
import scrm.tag.corptag.KeptTagGroup.Traits;
import scrm.tag.corptag.WeComTags.Seen;
import scrm.wecom.Caller;
import scrm.wecom.WeComException;

/** Groups of corp tags. WeCom has no way to move a tag into another group. */
@RestController
@RequestMapping("/v1/corps/{corpId}/tag-groups")
class TagGroupController {
    private static final int MAX_TAGS = 100;

    /** Of a corp, strategies' included (40126). */
    private static final int MOST_TAGS = 10_000;

    /** After this long the worker takes over what a request began and did not end. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final TagGroups groups;
    private final CorpTagBook book;
    private final EditTags editTags;
    private final WeComTags wecom;

    TagGroupController(TagGroups groups, CorpTagBook book, EditTags editTags, WeComTags wecom) {
        this.groups = groups;
        this.editTags = editTags;
        this.book = book;
        this.wecom = wecom;
    }

    /** Tag groups with their tags, perhaps of one category or of a strategy. */
    @GetMapping
    Slice<TagGroupView> list(
            @PathVariable CorpId corpId,
            @RequestParam(required = false) @Nullable Category category,
            @RequestParam(required = false) @Nullable Long strategyId,
            PageRequest page) {
        TagGroupId after =
                page.after() == null ? null : new TagGroupId(page.after().text(0));
        return Slice.of(
                        groups.after(corpId, new TagGroups.Filter(null, category, strategyId), after, page.fetchSize()),
                        page,
                        (KeptTagGroup kept) -> Cursor.at(kept.group().groupId()))
                .map(TagGroupView::of);
    }

    /** One group with its tags. */
    @GetMapping("/{groupId}")
    ResponseEntity<TagGroupView> find(@PathVariable CorpId corpId, @PathVariable TagGroupId groupId) {
        KeptTagGroup kept = groups.find(corpId, groupId).orElseThrow(() -> NotFound.of("tag-group"));
        return ETag.ok(kept.shown(), TagGroupView.of(kept));
    }

    /**
     * Renames or reorders a group, and says what WeCom has no place for; all of it is replaced. What another
     * application or the console made is refused by WeCom as long as name or order differ.
     */
    @PutMapping("/{groupId}")
    ResponseEntity<TagGroupView> edit(
            @PathVariable CorpId corpId,
            @PathVariable TagGroupId groupId,
            IfMatch ifMatch,
            @RequestBody TagGroupEdit wanted) {
        wanted.check();
        KeptTagGroup kept =
                editTags.edit(corpId, groupId, ifMatch, wanted.groupName(), wanted.order(), wanted.traits());
        return ETag.ok(kept.shown(), TagGroupView.of(kept));
    }

    /**
     * Deletes a group with all its tags, which are taken away from all who carry them and cannot be brought back.
     *
     * @param dryRun only tells what would go
     */
    @DeleteMapping("/{groupId}")
    TagDeletionView delete(
            @PathVariable CorpId corpId,
            @PathVariable TagGroupId groupId,
            @RequestParam(defaultValue = "false") boolean dryRun,
            IfMatch ifMatch) {
        return TagDeletionView.of(editTags.delete(corpId, groupId, ifMatch, dryRun), dryRun);
    }

    /**
     * Makes tags in a group, and the group if it is missing; tags that are there already stay. 201 with the tags, or
     * 202 when WeCom did not answer for sure: they will be made, or found, shortly.
     */
    @PostMapping
    @Answers({HttpStatus.CREATED, HttpStatus.ACCEPTED})
    ResponseEntity<CreatedView> create(@PathVariable CorpId corpId, @RequestBody NewTagGroup wanted) {
        wanted.check();
        List<String> names = wanted.tags().stream().map(NewTag::name).toList();
        if (wanted.strategyId() != null) {
            return createInStrategy(corpId, wanted.strategyId(), wanted.groupName(), names);
        }
        List<TagName> tagNames = names.stream()
                .map(name -> new TagName(wanted.groupName(), name))
                .toList();
        checkRoom(corpId, names.size() - book.find(corpId, tagNames).size());
        book.want(corpId, tagNames, PATIENCE);
        try {
            Seen seen = wecom.add(Caller.person(corpId), wanted.groupName(), names);
            if (WeComTags.missing(seen, wanted.groupName(), names).isEmpty()) {
                book.ensured(corpId, wanted.groupName(), seen.groups(), names, seen.at());
                List<CorpTagView> made =
                        book.find(corpId, Set.copyOf(book.find(corpId, tagNames).values())).values().stream()
                                .map(CorpTagView::of)
                                .toList();
                return ResponseEntity.status(HttpStatus.CREATED)
                        .body(new CreatedView("PRESENT", made.getFirst().groupId(), wanted.groupName(), made));
            }
        } catch (WeComException e) {
            if (e.kind() == WeComException.Kind.REFUSED) {
                book.refused(corpId, wanted.groupName(), names, e.errcode());
                throw e;
            }
            // The wish stands: the worker goes on where this left off.
        }
        return ResponseEntity.accepted().body(new CreatedView("WANTED", null, wanted.groupName(), List.of()));
    }

    /** Made, or found by its name, when WeCom answers; whoever got no answer may ask again. */
    private ResponseEntity<CreatedView> createInStrategy(
            CorpId corpId, long strategyId, String groupName, List<String> names) {
        checkRoom(corpId, names.size());
        book.outdatedAfter(corpId, PATIENCE);
        book.saw(corpId, wecom.add(Caller.person(corpId), strategyId, groupName, names));
        KeptTagGroup kept = groups.named(corpId, strategyId, groupName).orElseThrow();
        List<CorpTagView> made = kept.group().tags().stream()
                .filter(tag -> names.contains(tag.name()))
                .map(CorpTagView::of)
                .toList();
        return ResponseEntity.status(HttpStatus.CREATED)
                .body(new CreatedView("PRESENT", kept.group().groupId(), groupName, made));
    }

    private void checkRoom(CorpId corpId, int more) {
        if (more > 0 && groups.count(corpId) + more > MOST_TAGS) {
            throw Conflict.of("corp_tags_full", MOST_TAGS);
        }
    }

    /**
     * What a client wants.
     *
     * @param groupName 1 to 30 characters
     * @param tags 1 to 100, names 1 to 30 characters and all different
     * @param strategyId the customer strategy (规则组) that it is to belong to; absent: none
     */
    record NewTagGroup(
            @Nullable String groupName,
            @Nullable List<NewTag> tags,
            @Nullable Long strategyId) {
        @Override
        public String groupName() {
            return groupName == null ? "" : groupName;
        }

        @Override
        public List<NewTag> tags() {
            return tags == null ? List.of() : tags;
        }

        void check() {
            List<FieldProblem> errors = new ArrayList<>();
            CorpTagController.checkName("groupName", groupName(), errors);
            if (tags().isEmpty()) {
                errors.add(new FieldProblem("tags", "too_few", 1));
            }
            if (tags().size() > MAX_TAGS) {
                errors.add(new FieldProblem("tags", "too_many", MAX_TAGS));
            }
            Set<String> names = new HashSet<>();
            for (int i = 0; i < tags().size(); i++) {
                String field = "tags[" + i + "].name";
                CorpTagController.checkName(field, tags().get(i).name(), errors);
                if (!names.add(tags().get(i).name())) {
                    errors.add(new FieldProblem(field, "duplicate"));
                }
            }
            if (!errors.isEmpty()) {
                throw InvalidRequest.fields(errors);
            }
        }
    }

    /** A tag that a client wants. */
    record NewTag(@Nullable String name) {
        @Override
        public String name() {
            return name == null ? "" : name;
        }
    }

    /**
     * What came of it.
     *
     * @param state {@code PRESENT}, or {@code WANTED} until WeCom has answered
     */
    record CreatedView(String state, @Nullable TagGroupId groupId, String groupName, List<CorpTagView> tags) {}

    /**
     * A group as it is to be.
     *
     * @param groupName 1 to 30 characters, unique in the corp or the strategy
     * @param order 0 to 4294967295; the larger stands first
     * @param category absent: {@code ATTRIBUTE}
     * @param exclusive whether a relation has at most one of its tags; absent: no
     * @param colour {@code #RRGGBB}
     * @param owner the member to ask about it
     */
    record TagGroupEdit(
            @Nullable String groupName,
            @Nullable Long order,
            @Nullable Category category,
            @Nullable Boolean exclusive,
            @Nullable String colour,
            @Nullable UserId owner) {
        private static final Pattern COLOUR = Pattern.compile("#[0-9a-fA-F]{6}");

        @Override
        public String groupName() {
            return groupName == null ? "" : groupName;
        }

        @Override
        public Long order() {
            return order == null ? 0 : order;
        }

        Traits traits() {
            return new Traits(
                    category == null ? Category.ATTRIBUTE : category, Boolean.TRUE.equals(exclusive), colour, owner);
        }

        void check() {
            List<FieldProblem> errors = new ArrayList<>();
            CorpTagController.checkName("groupName", groupName(), errors);
            CorpTagController.checkOrder(order, errors);
            if (colour != null && !COLOUR.matcher(colour).matches()) {
                errors.add(new FieldProblem("colour", "wrong_format", "#1A9F6C"));
            }
            if (!errors.isEmpty()) {
                throw InvalidRequest.fields(errors);
            }
        }
    }

    /**
     * A group with its tags.
     *
     * @param strategyId absent for the corp's own
     */
    record TagGroupView(
            TagGroupId groupId,
            String groupName,
            Instant createTime,
            long order,
            @Nullable Long strategyId,
            Category category,
            boolean exclusive,
            @Nullable String colour,
            @Nullable UserId owner,
            List<CorpTagView> tags) {
        static TagGroupView of(KeptTagGroup kept) {
            TagGroup group = kept.group();
            return new TagGroupView(
                    group.groupId(),
                    group.name(),
                    group.createTime(),
                    group.order(),
                    group.strategyId(),
                    kept.traits().category(),
                    kept.traits().exclusive(),
                    kept.traits().colour(),
                    kept.traits().owner(),
                    group.tags().stream().map(CorpTagView::of).toList());
        }
    }
}
