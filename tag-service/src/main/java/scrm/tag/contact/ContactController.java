package scrm.tag.contact;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.State;
import scrm.events.TagId;
import scrm.events.UserId;
import scrm.rest.Counted;
import scrm.rest.Cursor;
import scrm.rest.NotFound;
import scrm.rest.PageRequest;
import scrm.rest.Slice;
import scrm.rest.Times;
import scrm.tag.contact.JdbcContactList.Filter;
import scrm.tag.contact.JdbcContactList.Listed;
import scrm.tag.contact.JdbcContactList.ListedFollowUser;
import scrm.tag.contact.JdbcContactList.ListedTag;
import scrm.tag.corptag.CorpTag;
import scrm.tag.corptag.CorpTagBook;

/** External contacts, with who follows them and their tags. */
@RestController
class ContactController {
    private final JdbcContactList contacts;
    private final CorpTagBook book;

    ContactController(JdbcContactList contacts, CorpTagBook book) {
        this.contacts = contacts;
        this.book = book;
    }

    /**
     * Contacts in the order in which we got to know them.
     *
     * @param userId followed, now or once, by this member
     * @param tagId with this corp tag
     * @param state came by this state
     * @param lost whether the relation has ended
     * @param endedBy who ended it
     * @param addedAfter added at this time or later
     * @param addedBefore added before this time
     */
    @GetMapping("/v1/corps/{corpId}/external-contacts")
    Slice<ContactView> list(
            @PathVariable CorpId corpId,
            @RequestParam(required = false) @Nullable UserId userId,
            @RequestParam(required = false) @Nullable TagId tagId,
            @RequestParam(required = false) @Nullable State state,
            @RequestParam(required = false) @Nullable Boolean lost,
            @RequestParam(required = false) Ending.@Nullable By endedBy,
            @RequestParam(required = false) @Nullable Instant addedAfter,
            @RequestParam(required = false) @Nullable Instant addedBefore,
            @Counted PageRequest page) {
        Times.check("addedAfter", addedAfter);
        Times.check("addedBefore", addedBefore);
        Filter filter = new Filter(userId, tagId, state, lost, endedBy, addedAfter, addedBefore);
        long after = page.after() == null ? 0 : page.after().number(0);
        List<Listed> fetched = contacts.after(corpId, filter, after, page.fetchSize());
        Map<TagId, CorpTag> tags = tags(corpId, fetched);
        Slice<ContactView> slice = Slice.of(fetched, page, (Listed contact) -> Cursor.at(contact.id()))
                .map(contact -> ContactView.of(contact, tags));
        return page.exactCount() ? slice.withTotal(contacts.count(corpId, filter)) : slice;
    }

    /** One contact. */
    @GetMapping("/v1/corps/{corpId}/external-contacts/{externalUserId}")
    ContactView find(@PathVariable CorpId corpId, @PathVariable ExternalUserId externalUserId) {
        Listed contact = contacts.find(corpId, externalUserId).orElseThrow(() -> NotFound.of("external-contact"));
        return ContactView.of(contact, tags(corpId, List.of(contact)));
    }

    private Map<TagId, CorpTag> tags(CorpId corpId, List<Listed> contacts) {
        return book.find(
                corpId,
                contacts.stream()
                        .flatMap(contact -> contact.followUsers().stream())
                        .flatMap(followUser -> followUser.tags().stream())
                        .map(ListedTag::tagId)
                        .collect(Collectors.toSet()));
    }

    /**
     * A contact.
     *
     * @param type 1 WeChat, 2 WeCom, 0 not read yet
     * @param gender 0 unknown, 1 male, 2 female
     */
    record ContactView(
            ExternalUserId externalUserId,
            String name,
            @Nullable String avatar,
            int type,
            int gender,
            @Nullable String unionId,
            @Nullable String corpName,
            List<FollowUserView> followUsers) {
        static ContactView of(Listed contact, Map<TagId, CorpTag> tags) {
            Profile profile = contact.profile();
            return new ContactView(
                    contact.externalUserId(),
                    profile.name(),
                    profile.avatar(),
                    profile.type(),
                    profile.gender(),
                    profile.unionId(),
                    profile.corpName(),
                    contact.followUsers().stream()
                            .map(followUser -> FollowUserView.of(followUser, tags))
                            .toList());
        }
    }

    /**
     * One member's relation to the contact.
     *
     * @param addWay see document 92114
     * @param addedAt absent while only the end of the relation is known
     * @param ended absent while it lasts
     * @param personalTags names of the member's own tags
     */
    record FollowUserView(
            UserId userId,
            String remark,
            String description,
            List<String> remarkMobiles,
            int addWay,
            @Nullable State state,
            @Nullable Instant addedAt,
            @Nullable EndedView ended,
            List<TagView> tags,
            List<String> personalTags) {
        static FollowUserView of(ListedFollowUser followUser, Map<TagId, CorpTag> tags) {
            Relation relation = followUser.relation();
            Ending ending = followUser.ending();
            return new FollowUserView(
                    followUser.userId(),
                    relation.remark(),
                    relation.description(),
                    relation.remarkMobiles(),
                    relation.addWay(),
                    relation.state(),
                    relation.addedAt(),
                    ending == null ? null : new EndedView(ending.by().name(), ending.at()),
                    followUser.tags().stream()
                            .filter(tag -> tags.containsKey(tag.tagId()))
                            .map(tag -> TagView.of(tag, tags))
                            .toList(),
                    followUser.personalTags());
        }
    }

    /**
     * How the relation ended.
     *
     * @param by {@code MEMBER} (del_external_contact), {@code CONTACT} (del_follow_user), {@code TRANSFER}, or
     *     {@code UNSEEN} when it was found gone
     */
    record EndedView(String by, Instant at) {}

    /**
     * A corp tag of the relation.
     *
     * @param source why it is there: {@code LIVE_CODE:<id>}, {@code PERSON:<sub>}, {@code WECOM}
     */
    record TagView(TagId tagId, String groupName, String name, String source, Instant assignedAt) {
        static TagView of(ListedTag tag, Map<TagId, CorpTag> tags) {
            CorpTag corpTag = Objects.requireNonNull(tags.get(tag.tagId()));
            return new TagView(tag.tagId(), corpTag.groupName(), corpTag.name(), tag.source(), tag.assignedAt());
        }
    }
}
