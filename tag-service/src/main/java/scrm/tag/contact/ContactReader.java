package scrm.tag.contact;

import static java.util.stream.Collectors.toSet;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

import scrm.events.ExternalUserId;
import scrm.events.TagId;
import scrm.events.UserId;
import scrm.tag.contact.Sighting.SeenFollowUser;
import scrm.wecom.Caller;
import scrm.wecom.ExternalContacts;
import scrm.wecom.ExternalContacts.ExternalContact;
import scrm.wecom.ExternalContacts.FollowUser;
import scrm.wecom.ExternalContacts.Tag;
import scrm.wecom.WeComException;

/** WeCom's contacts, in our words. */
@Service
public class ContactReader {
    /** Nobody follows the contact, or a half-added one has not been confirmed. */
    private static final int NO_RELATION = 84061;

    /** The contact does not exist, or all who follow it are outside the app's range. */
    private static final int OUT_OF_SIGHT = 40096;

    private static final int PERSONAL_TAG = 2;

    /** Columns hold this much; WeCom's own limits are far lower. */
    private static final int MAX_TEXT = 255;

    private static final int MAX_DESCRIPTION = 600;
    private static final int MAX_URL = 1024;

    private final ExternalContacts contacts;
    private final Clock clock;

    ContactReader(ExternalContacts contacts, Clock clock) {
        this.contacts = contacts;
        this.clock = clock;
    }

    /** Members who may use customer contact. */
    public List<UserId> followUsers(Caller caller) {
        return contacts.followUsers(caller);
    }

    /** The contacts of a member. */
    public List<ExternalUserId> list(Caller caller, UserId userId) {
        return contacts.list(caller, userId);
    }

    /** One contact with all who follow it; empty if WeCom shows nobody. */
    Optional<Sighting> get(Caller caller, ExternalUserId externalUserId) {
        Instant readAt = now();
        try {
            return Optional.of(sighting(contacts.get(caller, externalUserId), true, readAt));
        } catch (WeComException e) {
            if (e.errcode() == NO_RELATION || e.errcode() == OUT_OF_SIGHT) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Contacts of some members, with the relations of these members that the page shows. */
    public Sightings ofMembers(Caller caller, List<UserId> userIds, @Nullable String cursor, int limit) {
        Instant readAt = now();
        ExternalContacts.Batch batch = contacts.batchGetByUser(caller, userIds, cursor, limit);
        // A contact of several members comes several times.
        Map<ExternalUserId, Sighting> sightings = new LinkedHashMap<>();
        batch.page().items().stream()
                .map(contact -> sighting(contact, false, readAt))
                .forEach(sighting -> sightings.merge(sighting.externalUserId(), sighting, Sighting::and));
        return new Sightings(List.copyOf(sightings.values()), batch.page().nextCursor(), batch.unlicensed());
    }

    /** In the database's precision, so that what is read back compares equal. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static Sighting sighting(ExternalContact contact, boolean whole, Instant readAt) {
        return new Sighting(
                contact.externalUserId(),
                new Profile(
                        cut(contact.name(), MAX_TEXT),
                        contact.avatar() == null ? null : cut(contact.avatar(), MAX_URL),
                        contact.type(),
                        contact.gender(),
                        contact.unionId(),
                        contact.corpName() == null ? null : cut(contact.corpName(), MAX_TEXT)),
                contact.followUsers().stream().map(user -> seen(user, whole)).toList(),
                whole,
                readAt);
    }

    private static SeenFollowUser seen(FollowUser user, boolean whole) {
        Set<TagId> tags =
                user.tags().stream().map(Tag::tagId).filter(Objects::nonNull).collect(toSet());
        Set<String> personalTags = user.tags().stream()
                .filter(tag -> tag.type() == PERSONAL_TAG)
                .map(Tag::tagName)
                .filter(Objects::nonNull)
                .map(name -> cut(name, 128))
                .collect(toSet());
        return new SeenFollowUser(
                user.userId(),
                new Relation(
                        cut(user.remark(), MAX_TEXT),
                        cut(user.description(), MAX_DESCRIPTION),
                        user.remarkMobiles().stream()
                                .filter(mobile -> !mobile.isBlank())
                                .toList(),
                        user.addWay(),
                        user.operUserId(),
                        user.state(),
                        user.createTime()),
                tags,
                whole ? personalTags : null);
    }

    /** Cuts between characters, never through one. */
    private static String cut(String text, int max) {
        return text.codePointCount(0, text.length()) <= max ? text : text.substring(0, text.offsetByCodePoints(0, max));
    }
}
