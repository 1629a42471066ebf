package scrm.tag.groupchattag;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.security.Principal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
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

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.rest.Answers;
import scrm.rest.Cursor;
import scrm.rest.ETag;
import scrm.rest.FieldProblem;
import scrm.rest.IfMatch;
import scrm.rest.InvalidRequest;
import scrm.rest.NotFound;
import scrm.rest.PageRequest;
import scrm.rest.RowId;
import scrm.rest.Slice;
import scrm.tag.groupchattag.GroupChatTag.Draft;

/** Tags on group chats. */
@RestController
@RequestMapping("/v1/corps/{corpId}/group-chat-tags")
class GroupChatTagController {
    private final TagGroupChats tagGroupChats;
    private final GroupChatTags tags;

    GroupChatTagController(TagGroupChats tagGroupChats, GroupChatTags tags) {
        this.tagGroupChats = tagGroupChats;
        this.tags = tags;
    }

    @PostMapping
    @Answers(HttpStatus.CREATED)
    ResponseEntity<GroupChatTagView> create(
            @PathVariable CorpId corpId, @Valid @RequestBody GroupChatTagRequest wanted) {
        GroupChatTag tag = tagGroupChats.create(corpId, wanted.draft());
        return ETag.created(
                URI.create("/v1/corps/" + corpId + "/group-chat-tags/" + tag.id()),
                tag.version(),
                GroupChatTagView.of(tag));
    }

    /** Tags, perhaps of one category. */
    @GetMapping
    Slice<GroupChatTagView> list(
            @PathVariable CorpId corpId, @RequestParam(required = false) @Nullable String category, PageRequest page) {
        long after = page.after() == null ? 0 : page.after().number(0);
        return Slice.of(
                        tags.after(corpId, category, after, page.fetchSize()),
                        page,
                        (GroupChatTag tag) -> Cursor.at(tag.id()))
                .map(GroupChatTagView::of);
    }

    @GetMapping("/{id}")
    ResponseEntity<GroupChatTagView> find(@PathVariable CorpId corpId, @PathVariable long id) {
        GroupChatTag tag = tag(corpId, id);
        return ETag.ok(tag.version(), GroupChatTagView.of(tag));
    }

    @PutMapping("/{id}")
    ResponseEntity<GroupChatTagView> edit(
            @PathVariable CorpId corpId,
            @PathVariable long id,
            IfMatch ifMatch,
            @Valid @RequestBody GroupChatTagRequest wanted) {
        GroupChatTag tag = tagGroupChats.edit(corpId, id, ifMatch, wanted.draft());
        return ETag.ok(tag.version(), GroupChatTagView.of(tag));
    }

    /**
     * Deletes a tag and takes it off all chats.
     *
     * @param dryRun only tells how many chats have it
     */
    @DeleteMapping("/{id}")
    GroupChatTagDeletionView delete(
            @PathVariable CorpId corpId,
            @PathVariable long id,
            @RequestParam(defaultValue = "false") boolean dryRun,
            IfMatch ifMatch) {
        return new GroupChatTagDeletionView(tagGroupChats.delete(corpId, id, ifMatch, dryRun), !dryRun);
    }

    /** The chats that have a tag. */
    @GetMapping("/{id}/taggings")
    Slice<GroupChatTaggingView> chats(@PathVariable CorpId corpId, @PathVariable long id, PageRequest page) {
        tag(corpId, id);
        ChatId after = page.after() == null ? null : new ChatId(page.after().text(0));
        return Slice.of(
                        tags.chatsOf(corpId, id, after, page.fetchSize()),
                        page,
                        (Tagging tagging) -> Cursor.at(tagging.chatId()))
                .map(GroupChatTaggingView::of);
    }

    /** The tags of a chat. */
    @GetMapping("/taggings")
    Slice<GroupChatTaggingView> tags(@PathVariable CorpId corpId, @RequestParam ChatId chatId, PageRequest page) {
        long after = page.after() == null ? 0 : page.after().number(0);
        return Slice.of(
                        tags.tagsOf(corpId, chatId, after, page.fetchSize()),
                        page,
                        (Tagging tagging) -> Cursor.at(tagging.tagId()))
                .map(GroupChatTaggingView::of);
    }

    /** Puts tags on chats and takes others off, all of it or nothing. */
    @PostMapping("/taggings")
    GroupChatTaggingsView change(
            @PathVariable CorpId corpId, @Valid @RequestBody GroupChatTaggingRequest wanted, Principal person) {
        List<FieldProblem> errors = new ArrayList<>();
        if (wanted.adds().isEmpty() && wanted.removes().isEmpty()) {
            errors.add(new FieldProblem("add", "too_few", 1));
        }
        Set<Long> existing = tags.existing(
                corpId,
                Stream.concat(wanted.adds().stream(), wanted.removes().stream()).toList());
        for (int i = 0; i < wanted.adds().size(); i++) {
            if (!existing.contains(wanted.adds().get(i))) {
                errors.add(new FieldProblem("add[" + i + "]", "not_found"));
            } else if (wanted.removes().contains(wanted.adds().get(i))) {
                errors.add(new FieldProblem("add[" + i + "]", "tag_in_both"));
            }
        }
        if (!errors.isEmpty()) {
            throw InvalidRequest.fields(errors);
        }
        TagGroupChats.Changed changed = tagGroupChats.change(
                corpId,
                wanted.chatIds().stream().map(ChatId::new).distinct().toList(),
                wanted.adds(),
                wanted.removes(),
                person.getName());
        return new GroupChatTaggingsView(changed.added(), changed.removed());
    }

    private GroupChatTag tag(CorpId corpId, long id) {
        return tags.find(corpId, id).orElseThrow(() -> NotFound.of("group-chat-tag"));
    }

    /**
     * A tag as it is to be.
     *
     * @param name unique in the corp
     * @param category what it is about, in the corp's own words
     * @param colour {@code #RRGGBB}
     */
    record GroupChatTagRequest(
            @NotBlank @Size(max = 30) String name,
            @Size(max = 30) @Nullable String category,
            @Pattern(regexp = "#[0-9a-fA-F]{6}") @Nullable String colour) {
        Draft draft() {
            return new Draft(name.strip(), category == null ? "" : category.strip(), colour);
        }
    }

    /**
     * Tags for chats.
     *
     * @param chatIds 1 to 1,000 group chats
     * @param add ids of tags to be put on
     * @param remove ids of tags to be taken off
     */
    record GroupChatTaggingRequest(
            @NotEmpty @Size(max = 1_000) List<@NotBlank @Size(max = 64) String> chatIds,
            @Size(max = 50) @Nullable List<@NotNull @Pattern(regexp = RowId.PATTERN) String> add,
            @Size(max = 50) @Nullable List<@NotNull @Pattern(regexp = RowId.PATTERN) String> remove) {
        List<Long> adds() {
            return ids(add);
        }

        List<Long> removes() {
            return ids(remove);
        }

        private static List<Long> ids(@Nullable List<String> ids) {
            return ids == null
                    ? List.of()
                    : ids.stream().map(Long::valueOf).distinct().toList();
        }
    }

    /** What a change came to: how many tags were put on chats that did not have them, and how many were taken off. */
    record GroupChatTaggingsView(int added, int removed) {}

    /**
     * What went, or would go.
     *
     * @param chats how many chats have it
     * @param deleted false in a dry run
     */
    record GroupChatTagDeletionView(long chats, boolean deleted) {}

    /** A tag for group chats. */
    record GroupChatTagView(
            String id,
            String name,
            String category,
            @Nullable String colour,
            Instant createdAt) {
        static GroupChatTagView of(GroupChatTag tag) {
            return new GroupChatTagView(
                    String.valueOf(tag.id()),
                    tag.draft().name(),
                    tag.draft().category(),
                    tag.draft().colour(),
                    tag.createdAt());
        }
    }

    /**
     * A tag that a chat has.
     *
     * @param source why: {@code PERSON:<sub>} or {@code CHARTER:<id>}
     * @param actor who
     */
    record GroupChatTaggingView(
            ChatId chatId, String tagId, String tagName, String source, String actor, Instant taggedAt) {
        static GroupChatTaggingView of(Tagging tagging) {
            return new GroupChatTaggingView(
                    tagging.chatId(),
                    String.valueOf(tagging.tagId()),
                    tagging.tagName(),
                    tagging.source(),
                    tagging.actor(),
                    tagging.taggedAt());
        }
    }
}
