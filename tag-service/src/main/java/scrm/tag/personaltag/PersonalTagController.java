package scrm.tag.personaltag;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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
import scrm.events.UserId;
import scrm.rest.Answers;
import scrm.rest.Cursor;
import scrm.rest.InvalidRequest;
import scrm.rest.NotFound;
import scrm.rest.PageRequest;
import scrm.rest.Slice;

/** Members' own tags; WeCom does not hear of them. */
@RestController
@RequestMapping("/v1/corps/{corpId}/personal-tags")
class PersonalTagController {
    /** As WeCom's corp tags. */
    private static final int NAME = 30;

    private static final int CONTACTS = 10_000;

    private final PersonalTags tags;
    private final KeepPersonalTags keep;

    PersonalTagController(PersonalTags tags, KeepPersonalTags keep) {
        this.tags = tags;
        this.keep = keep;
    }

    /**
     * Tags in the order in which they were made.
     *
     * @param userId of this member; absent: of all
     */
    @GetMapping
    Slice<PersonalTagView> list(
            @PathVariable CorpId corpId, @RequestParam(required = false) @Nullable UserId userId, PageRequest page) {
        long after = page.after() == null ? 0 : page.after().number(0);
        List<PersonalTag> fetched = tags.after(corpId, userId, after, page.fetchSize());
        Map<Long, Long> contacts = tags.contacts(corpId, fetched);
        return Slice.of(fetched, page, (PersonalTag tag) -> Cursor.at(tag.id()))
                .map(tag -> PersonalTagView.of(tag, contacts));
    }

    /** One tag. */
    @GetMapping("/{tagId}")
    PersonalTagView find(@PathVariable CorpId corpId, @PathVariable long tagId) {
        PersonalTag tag = tags.find(corpId, tagId).orElseThrow(() -> NotFound.of("personal-tag"));
        return PersonalTagView.of(tag, tags.contacts(corpId, List.of(tag)));
    }

    /** The contacts that have a tag, by their ids. */
    @GetMapping("/{tagId}/contacts")
    Slice<PersonalTagContactView> contacts(@PathVariable CorpId corpId, @PathVariable long tagId, PageRequest page) {
        PersonalTag tag = tags.find(corpId, tagId).orElseThrow(() -> NotFound.of("personal-tag"));
        String after = page.after() == null ? "" : page.after().text(0);
        return Slice.of(tags.tagged(corpId, tag, after, page.fetchSize()), page, (ExternalUserId id) -> Cursor.at(id))
                .map(PersonalTagContactView::new);
    }

    /** Makes a tag; a member has each name once, and 300 at most. */
    @PostMapping
    @Answers(HttpStatus.CREATED)
    ResponseEntity<PersonalTagView> create(@PathVariable CorpId corpId, @RequestBody NewPersonalTag wanted) {
        if (wanted.userId() == null) {
            throw InvalidRequest.field("userId", "required");
        }
        PersonalTag tag = keep.create(corpId, wanted.userId(), name(wanted.name()));
        return ResponseEntity.created(URI.create("/v1/corps/" + corpId + "/personal-tags/" + tag.id()))
                .body(PersonalTagView.of(tag, Map.of()));
    }

    private static String name(@Nullable String wanted) {
        String name = wanted == null ? "" : wanted.strip();
        if (name.isEmpty()) {
            throw InvalidRequest.field("name", "required");
        }
        if (name.codePointCount(0, name.length()) > NAME) {
            throw InvalidRequest.field("name", "too_long", NAME);
        }
        if (name.chars().anyMatch(Character::isISOControl)) {
            throw InvalidRequest.field("name", "malformed");
        }
        return name;
    }

    /** Deletes a tag and takes it off all contacts. */
    @DeleteMapping("/{tagId}")
    @Answers(HttpStatus.NO_CONTENT)
    ResponseEntity<Void> delete(@PathVariable CorpId corpId, @PathVariable long tagId) {
        keep.delete(corpId, tagId);
        return ResponseEntity.noContent().build();
    }

    /**
     * Puts a tag on contacts of its member and takes it off others: all of it, or nothing if an id is wrong.
     *
     * @param dryRun only checks and counts
     */
    @PostMapping("/{tagId}/contacts")
    PersonalTagChangeView change(
            @PathVariable CorpId corpId,
            @PathVariable long tagId,
            @RequestParam(defaultValue = "false") boolean dryRun,
            @RequestBody PersonalTagContacts wanted) {
        List<ExternalUserId> add = wanted.add() == null ? List.of() : wanted.add();
        List<ExternalUserId> remove = wanted.remove() == null ? List.of() : wanted.remove();
        if (add.size() > CONTACTS) {
            throw InvalidRequest.field("add", "too_many", CONTACTS);
        }
        if (remove.size() > CONTACTS) {
            throw InvalidRequest.field("remove", "too_many", CONTACTS);
        }
        if (add.isEmpty() && remove.isEmpty()) {
            throw InvalidRequest.field("add", "too_few", 1);
        }
        KeepPersonalTags.Changed changed = keep.change(corpId, tagId, add, remove, dryRun);
        return new PersonalTagChangeView(changed.added(), changed.removed());
    }

    /**
     * A tag that is wanted.
     *
     * @param name 1 to 30 characters
     */
    record NewPersonalTag(@Nullable UserId userId, @Nullable String name) {}

    /**
     * Which contacts.
     *
     * @param add up to 10,000 that the member follows
     * @param remove up to 10,000; who does not have the tag stays as it is
     */
    record PersonalTagContacts(
            @Nullable List<ExternalUserId> add, @Nullable List<ExternalUserId> remove) {}

    /** How many contacts really got the tag, and how many lost it. */
    record PersonalTagChangeView(int added, int removed) {}

    /** A contact that has the tag. */
    record PersonalTagContactView(ExternalUserId externalUserId) {}

    /**
     * A tag.
     *
     * @param contacts how many have it
     */
    record PersonalTagView(String id, UserId userId, String name, long contacts, Instant createdAt) {
        static PersonalTagView of(PersonalTag tag, Map<Long, Long> contacts) {
            return new PersonalTagView(
                    String.valueOf(tag.id()),
                    tag.userId(),
                    tag.name(),
                    contacts.getOrDefault(tag.id(), 0L),
                    tag.createdAt());
        }
    }
}
