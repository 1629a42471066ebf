package scrm.tag.contact;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.TagId;
import scrm.events.UserId;
import scrm.rest.ETag;
import scrm.rest.FieldProblem;
import scrm.rest.IfMatch;
import scrm.rest.InvalidRequest;
import scrm.rest.NotFound;
import scrm.tag.contact.ContactController.FollowUserView;
import scrm.tag.contact.JdbcContactList.ListedFollowUser;
import scrm.tag.contact.JdbcContactList.ListedTag;
import scrm.tag.corptag.CorpTagBook;
import scrm.wecom.Caller;
import scrm.wecom.ExternalContacts;
import scrm.wecom.ExternalContacts.Remark;
import scrm.wecom.WeComException;

/** One member's relation to a contact, and what the member notes about it; WeCom is told at once. */
@RestController
@RequestMapping("/v1/corps/{corpId}/external-contacts/{externalUserId}/follow-users/{userId}")
class FollowUserController {
    // Document 92115.
    private static final int REMARK = 20;
    private static final int DESCRIPTION = 150;

    private static final int MOBILES = 5;
    private static final int MOBILE = 30;

    private final JdbcContactList contacts;
    private final CorpTagBook book;
    private final ExternalContacts wecom;
    private final ContactReader reader;
    private final StoreContacts store;

    FollowUserController(
            JdbcContactList contacts,
            CorpTagBook book,
            ExternalContacts wecom,
            ContactReader reader,
            StoreContacts store) {
        this.contacts = contacts;
        this.book = book;
        this.wecom = wecom;
        this.reader = reader;
        this.store = store;
    }

    /** The relation, with the version that an edit is made on. */
    @GetMapping
    ResponseEntity<FollowUserView> find(
            @PathVariable CorpId corpId, @PathVariable ExternalUserId externalUserId, @PathVariable UserId userId) {
        return shown(corpId, held(corpId, externalUserId, userId));
    }

    /** Changes what is given and leaves the rest; answers what WeCom shows afterwards. */
    @PatchMapping
    ResponseEntity<FollowUserView> edit(
            @PathVariable CorpId corpId,
            @PathVariable ExternalUserId externalUserId,
            @PathVariable UserId userId,
            IfMatch ifMatch,
            @RequestBody EditedRemark wanted) {
        wanted.check();
        ListedFollowUser followUser = held(corpId, externalUserId, userId);
        ifMatch.check(followUser.version());
        Caller caller = Caller.person(corpId);
        wecom.remark(
                caller,
                userId,
                externalUserId,
                new Remark(wanted.remark(), wanted.description(), wanted.remarkMobiles()));
        readAnew(caller, externalUserId);
        return shown(corpId, held(corpId, externalUserId, userId));
    }

    /** A write by API brings no callback. */
    private void readAnew(Caller caller, ExternalUserId externalUserId) {
        try {
            reader.get(caller, externalUserId).map(List::of).ifPresent(sighting -> seen(caller.corpId(), sighting));
        } catch (WeComException _) {
            // WeCom has it; that we do not show it yet is no reason to have it written again.
            store.outdated(caller.corpId(), List.of(externalUserId));
        }
    }

    private void seen(CorpId corpId, List<Sighting> sighting) {
        List<Difference> _ = store.seen(corpId, sighting);
    }

    private ListedFollowUser held(CorpId corpId, ExternalUserId externalUserId, UserId userId) {
        return contacts.find(corpId, externalUserId).stream()
                .flatMap(contact -> contact.followUsers().stream())
                .filter(followUser -> followUser.userId().equals(userId))
                .findFirst()
                .orElseThrow(() -> NotFound.of("follow-user"));
    }

    private ResponseEntity<FollowUserView> shown(CorpId corpId, ListedFollowUser followUser) {
        Set<TagId> tagIds = followUser.tags().stream().map(ListedTag::tagId).collect(Collectors.toSet());
        return ETag.ok(followUser.version(), FollowUserView.of(followUser, book.find(corpId, tagIds)));
    }

    /**
     * What a member notes; what is absent stays.
     *
     * @param remark 20 characters at most
     * @param description 150 characters at most
     * @param remarkMobiles up to 5 numbers; they take the place of all that are there
     */
    record EditedRemark(
            @Nullable String remark,
            @Nullable String description,
            @Nullable List<String> remarkMobiles) {
        void check() {
            List<FieldProblem> errors = new ArrayList<>();
            tooLong("remark", remark, REMARK, errors);
            tooLong("description", description, DESCRIPTION, errors);
            List<String> mobiles = remarkMobiles == null ? List.of() : remarkMobiles;
            if (mobiles.size() > MOBILES) {
                errors.add(new FieldProblem("remarkMobiles", "too_many", MOBILES));
            }
            for (int i = 0; i < mobiles.size(); i++) {
                String mobile = mobiles.get(i);
                tooLong("remarkMobiles[" + i + "]", mobile, MOBILE, errors);
                if (mobile == null || mobile.isBlank() || mobile.contains(",")) {
                    errors.add(new FieldProblem("remarkMobiles[" + i + "]", "malformed"));
                }
            }
            if (remark == null && description == null && remarkMobiles == null) {
                errors.add(new FieldProblem("remark", "required"));
            }
            if (!errors.isEmpty()) {
                throw InvalidRequest.fields(errors);
            }
        }

        private static void tooLong(String field, @Nullable String text, int most, List<FieldProblem> errors) {
            if (text != null && text.codePointCount(0, text.length()) > most) {
                errors.add(new FieldProblem(field, "too_long", most));
            }
        }
    }
}
