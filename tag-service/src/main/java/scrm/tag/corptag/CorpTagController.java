package scrm.tag.corptag;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import scrm.events.CorpId;
import scrm.events.TagGroupId;
import scrm.events.TagId;
import scrm.rest.Cursor;
import scrm.rest.ETag;
import scrm.rest.FieldProblem;
import scrm.rest.IfMatch;
import scrm.rest.InvalidRequest;
import scrm.rest.NotFound;
import scrm.rest.PageRequest;
import scrm.rest.Slice;
import scrm.tag.corptag.EditTags.Deletion;
import scrm.tag.corptag.KeptTagGroup.Category;

/** Corp tags; a tag is made in its group. */
@RestController
@RequestMapping("/v1/corps/{corpId}/corp-tags")
class CorpTagController {
    private static final int MAX_NAME = 30;
    private static final long MAX_ORDER = (1L << 32) - 1;

    private final TagGroups groups;
    private final EditTags editTags;

    CorpTagController(TagGroups groups, EditTags editTags) {
        this.groups = groups;
        this.editTags = editTags;
    }

    /** Tags, perhaps of one group, of groups of one category, or of a strategy. */
    @GetMapping
    Slice<CorpTagView> tags(
            @PathVariable CorpId corpId,
            @RequestParam(required = false) @Nullable TagGroupId groupId,
            @RequestParam(required = false) @Nullable Category category,
            @RequestParam(required = false) @Nullable Long strategyId,
            PageRequest page) {
        TagId after = page.after() == null ? null : new TagId(page.after().text(0));
        return Slice.of(
                        groups.tagsAfter(
                                corpId, new TagGroups.Filter(groupId, category, strategyId), after, page.fetchSize()),
                        page,
                        (CorpTag tag) -> Cursor.at(tag.tagId()))
                .map(CorpTagView::of);
    }

    /** One tag. */
    @GetMapping("/{tagId}")
    ResponseEntity<CorpTagView> find(@PathVariable CorpId corpId, @PathVariable TagId tagId) {
        CorpTag tag = groups.groupOf(corpId, tagId)
                .flatMap(group -> group.tag(tagId))
                .orElseThrow(() -> NotFound.of("corp-tag"));
        return ETag.ok(groups.version(corpId, tagId), CorpTagView.of(tag));
    }

    /** Renames or reorders a tag; one that another application or the console made is refused by WeCom. */
    @PutMapping("/{tagId}")
    ResponseEntity<CorpTagView> edit(
            @PathVariable CorpId corpId, @PathVariable TagId tagId, IfMatch ifMatch, @RequestBody CorpTagEdit wanted) {
        wanted.check();
        CorpTag tag = editTags.edit(corpId, tagId, ifMatch, wanted.name(), wanted.order());
        return ETag.ok(groups.version(corpId, tagId), CorpTagView.of(tag));
    }

    /**
     * Deletes a tag, and its group with the last. It is taken away from all who carry it, and cannot be brought back.
     *
     * @param dryRun only tells what would go
     */
    @DeleteMapping("/{tagId}")
    TagDeletionView delete(
            @PathVariable CorpId corpId,
            @PathVariable TagId tagId,
            @RequestParam(defaultValue = "false") boolean dryRun,
            IfMatch ifMatch) {
        return TagDeletionView.of(editTags.delete(corpId, tagId, ifMatch, dryRun), dryRun);
    }

    /** Notes what is wrong with a name of a tag or a group. */
    static void checkName(String field, String name, List<FieldProblem> errors) {
        if (name.isBlank()) {
            errors.add(new FieldProblem(field, "required"));
        } else if (name.codePointCount(0, name.length()) > MAX_NAME) {
            errors.add(new FieldProblem(field, "too_long", MAX_NAME));
        }
    }

    /** Notes what is wrong with an order. */
    static void checkOrder(@Nullable Long order, List<FieldProblem> errors) {
        if (order == null) {
            errors.add(new FieldProblem("order", "required"));
        } else if (order < 0 || order > MAX_ORDER) {
            errors.add(new FieldProblem("order", "out_of_range", 0, MAX_ORDER));
        }
    }

    /**
     * A tag as it is to be.
     *
     * @param name 1 to 30 characters, unique in the group
     * @param order 0 to 4294967295; the larger stands first
     * @param groupId need not be given, and cannot be changed
     */
    record CorpTagEdit(
            @Nullable String name,
            @Nullable Long order,
            @Nullable TagGroupId groupId) {
        @Override
        public String name() {
            return name == null ? "" : name;
        }

        @Override
        public Long order() {
            return order == null ? 0 : order;
        }

        void check() {
            List<FieldProblem> errors = new ArrayList<>();
            checkName("name", name(), errors);
            checkOrder(order, errors);
            if (groupId != null) {
                errors.add(new FieldProblem("groupId", "tag_stays_in_group"));
            }
            if (!errors.isEmpty()) {
                throw InvalidRequest.fields(errors);
            }
        }
    }

    /**
     * What went, or would go.
     *
     * @param tags how many tags
     * @param contacts how many contacts carry at least one of them
     * @param group whether the group goes too
     * @param deleted false in a dry run
     */
    record TagDeletionView(int tags, long contacts, boolean group, boolean deleted) {
        static TagDeletionView of(Deletion deletion, boolean dryRun) {
            return new TagDeletionView(deletion.tags(), deletion.contacts(), deletion.group(), !dryRun);
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
