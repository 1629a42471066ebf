package scrm.tag.corptag;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import scrm.events.CorpId;
import scrm.events.TagGroupId;
import scrm.events.TagId;
import scrm.rest.Answers;
import scrm.rest.Cursor;
import scrm.rest.FieldProblem;
import scrm.rest.InvalidRequest;
import scrm.rest.PageRequest;
import scrm.rest.Slice;
import scrm.tag.corptag.WeComTags.Seen;
import scrm.wecom.Caller;
import scrm.wecom.WeComException;

/** Corp tags and their groups. */
@RestController
class TagGroupController {
    private static final int MAX_NAME = 30;
    private static final int MAX_TAGS = 100;

    /** After this long the worker takes over what a request began and did not end. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final TagGroups groups;
    private final CorpTagBook book;
    private final WeComTags wecom;

    TagGroupController(TagGroups groups, CorpTagBook book, WeComTags wecom) {
        this.groups = groups;
        this.book = book;
        this.wecom = wecom;
    }

    /** Tag groups with their tags. */
    @GetMapping("/v1/corps/{corpId}/tag-groups")
    Slice<TagGroupView> list(@PathVariable CorpId corpId, PageRequest page) {
        TagGroupId after =
                page.after() == null ? null : new TagGroupId(page.after().text(0));
        return Slice.of(
                        groups.after(corpId, after, page.fetchSize()),
                        page,
                        (TagGroup group) -> Cursor.at(group.groupId()))
                .map(TagGroupView::of);
    }

    /** Tags, perhaps of one group. */
    @GetMapping("/v1/corps/{corpId}/corp-tags")
    Slice<CorpTagView> tags(
            @PathVariable CorpId corpId,
            @RequestParam(required = false) @Nullable TagGroupId groupId,
            PageRequest page) {
        TagId after = page.after() == null ? null : new TagId(page.after().text(0));
        return Slice.of(
                        groups.tagsAfter(corpId, groupId, after, page.fetchSize()),
                        page,
                        (CorpTag tag) -> Cursor.at(tag.tagId()))
                .map(CorpTagView::of);
    }

    /**
     * Makes tags in a group, and the group if it is missing; tags that are there already stay. 201 with the tags, or
     * 202 when WeCom did not answer for sure: they will be made, or found, shortly.
     */
    @PostMapping("/v1/corps/{corpId}/tag-groups")
    @Answers({HttpStatus.CREATED, HttpStatus.ACCEPTED})
    ResponseEntity<CreatedView> create(@PathVariable CorpId corpId, @RequestBody NewTagGroup wanted) {
        wanted.check();
        List<String> names = wanted.tags().stream().map(NewTag::name).toList();
        List<TagName> tagNames = names.stream()
                .map(name -> new TagName(wanted.groupName(), name))
                .toList();
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

    /**
     * What a client wants.
     *
     * @param groupName 1 to 30 characters
     * @param tags 1 to 100, names 1 to 30 characters and all different
     */
    record NewTagGroup(@Nullable String groupName, @Nullable List<NewTag> tags) {
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
            checkName("groupName", groupName(), errors);
            if (tags().isEmpty()) {
                errors.add(new FieldProblem("tags", "too_few", 1));
            }
            if (tags().size() > MAX_TAGS) {
                errors.add(new FieldProblem("tags", "too_many", MAX_TAGS));
            }
            Set<String> names = new HashSet<>();
            for (int i = 0; i < tags().size(); i++) {
                String field = "tags[" + i + "].name";
                checkName(field, tags().get(i).name(), errors);
                if (!names.add(tags().get(i).name())) {
                    errors.add(new FieldProblem(field, "duplicate"));
                }
            }
            if (!errors.isEmpty()) {
                throw InvalidRequest.fields(errors);
            }
        }

        private static void checkName(String field, String name, List<FieldProblem> errors) {
            if (name.isBlank()) {
                errors.add(new FieldProblem(field, "required"));
            } else if (name.codePointCount(0, name.length()) > MAX_NAME) {
                errors.add(new FieldProblem(field, "too_long", MAX_NAME));
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

    /** A group with its tags. */
    record TagGroupView(TagGroupId groupId, String groupName, Instant createTime, long order, List<CorpTagView> tags) {
        static TagGroupView of(TagGroup group) {
            return new TagGroupView(
                    group.groupId(),
                    group.name(),
                    group.createTime(),
                    group.order(),
                    group.tags().stream().map(CorpTagView::of).toList());
        }
    }

    /** A tag. */
    record CorpTagView(TagId tagId, String name, TagGroupId groupId, String groupName, Instant createTime, long order) {
        static CorpTagView of(CorpTag tag) {
            return new CorpTagView(
                    tag.tagId(), tag.name(), tag.groupId(), tag.groupName(), tag.createTime(), tag.order());
        }
    }
}
