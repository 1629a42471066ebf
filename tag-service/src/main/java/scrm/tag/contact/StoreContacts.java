package scrm.tag.contact;

import static java.util.stream.Collectors.groupingBy;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.CorpId;
import scrm.events.EventId;
import scrm.events.ExternalUserId;
import scrm.events.TaggingEvent.ExternalContactStored;
import scrm.events.TaggingEvent.PersonalTagsChanged;
import scrm.events.UserId;
import scrm.messaging.Outbox;
import scrm.messaging.Trace;
import scrm.messaging.TransactionBatch;
import scrm.messaging.WorkQueue;
import scrm.messaging.WorkRequest;
import scrm.messaging.erasure.ErasedContacts;

/** Stores what a reading of WeCom shows, or what a callback told, and says what is new. */
@Service
@Transactional
public class StoreContacts {
    private final Contacts contacts;
    private final ErasedContacts erased;
    private final Outbox outbox;
    private final WorkQueue work;
    private final ApplicationEventPublisher published;
    private final Clock clock;
    private final TransactionBatch.Sink<Read> readings = all -> {
        List<ContactChange> _ = store(all);
    };

    StoreContacts(
            Contacts contacts,
            ErasedContacts erased,
            Outbox outbox,
            WorkQueue work,
            ApplicationEventPublisher published,
            Clock clock) {
        this.contacts = contacts;
        this.erased = erased;
        this.outbox = outbox;
        this.work = work;
        this.published = published;
        this.clock = clock;
    }

    /** A reading of a contact, and the trace in which it was made. */
    private record Read(ContactKey key, Sighting sighting, String traceparent) {}

    /** Stores a page of readings, each of another contact; returns what they showed that we had held otherwise. */
    public List<Difference> seen(CorpId corpId, List<Sighting> page) {
        return store(page.stream().map(sighting -> read(corpId, sighting)).toList()).stream()
                .map(ContactChange::difference)
                .toList();
    }

    /** Stores a reading before the transaction commits, together with its others, each of another contact. */
    void seen(CorpId corpId, Sighting sighting) {
        TransactionBatch.add(readings, read(corpId, sighting));
    }

    private static Read read(CorpId corpId, Sighting sighting) {
        return new Read(new ContactKey(corpId, sighting.externalUserId()), sighting, Trace.current());
    }

    private List<ContactChange> store(List<Read> readings) {
        List<Read> all = withoutErased(readings);
        Set<ContactKey> followed = all.stream()
                .filter(read -> read.sighting().profile() != null)
                .map(Read::key)
                .collect(Collectors.toSet());
        Map<ContactKey, KnownContact> known =
                contacts.lock(all.stream().map(Read::key).toList(), followed::contains);
        Map<Read, ContactChange> changes = new LinkedHashMap<>();
        for (Read read : all) {
            KnownContact contact = known.get(read.key());
            if (contact != null) {
                ContactChange change = contact.seen(read.sighting());
                if (change.any()) {
                    changes.put(read, change);
                }
            }
        }
        contacts.save(List.copyOf(changes.values()));
        changes.forEach((read, change) -> Trace.within(read.traceparent(), () -> tell(change)));
        return List.copyOf(changes.values());
    }

    /** A page is of one corp; what is stored together at the end of a transaction may be of several. */
    private List<Read> withoutErased(List<Read> all) {
        Set<ContactKey> gone = new HashSet<>();
        all.stream()
                .collect(groupingBy(read -> read.key().corpId()))
                .forEach((corpId, ofCorp) -> erased.among(
                                corpId,
                                ofCorp.stream()
                                        .map(read -> read.key().externalUserId())
                                        .toList())
                        .forEach(externalUserId -> gone.add(new ContactKey(corpId, externalUserId))));
        return gone.isEmpty()
                ? all
                : all.stream().filter(read -> !gone.contains(read.key())).toList();
    }

    /** Something is or may be new about contacts: each is read anew, once after the last word. */
    public void outdated(CorpId corpId, Collection<ExternalUserId> externalUserIds) {
        externalUserIds.forEach(externalUserId -> outdated(corpId, externalUserId, false));
    }

    /** As {@link #outdated(CorpId, Collection)}, and perhaps somebody has just become its follower. */
    void outdated(CorpId corpId, ExternalUserId externalUserId, boolean expected) {
        Instant now = clock.instant();
        work.submit(WorkRequest.refresh(
                RefreshContact.KIND,
                corpId,
                externalUserId.value(),
                new RefreshContact(externalUserId, expected ? now : null),
                now));
    }

    /** One of the two ended the relation. */
    void ended(CorpId corpId, UserId userId, ExternalUserId externalUserId, Ending ending) {
        ContactKey key = new ContactKey(corpId, externalUserId);
        ContactChange change = contacts.lock(List.of(key), _ -> true)
                .getOrDefault(key, KnownContact.unread(key))
                .ended(userId, ending);
        if (change.any()) {
            contacts.save(List.of(change));
            tell(change);
        }
    }

    private void tell(ContactChange change) {
        CorpId corpId = change.key().corpId();
        Instant now = clock.instant();
        for (FollowUser followUser : toTellOf(change)) {
            FollowUserChange difference = change.followUsers().stream()
                    .filter(candidate -> candidate.after().equals(followUser))
                    .findFirst()
                    .orElseGet(() -> new FollowUserChange(followUser, followUser));
            if (difference.relationDiffers() || change.profile() != null) {
                outbox.append(stored(change, difference, now));
            }
            if (!difference.personalTagsAdded().isEmpty()
                    || !difference.personalTagsRemoved().isEmpty()) {
                outbox.append(personalTags(change, difference, now));
            }
            if (!difference.tagsAdded().isEmpty() || !difference.tagsRemoved().isEmpty()) {
                published.publishEvent(new TagsSeen(
                        corpId,
                        followUser.userId(),
                        change.key().externalUserId(),
                        difference.tagsAdded(),
                        difference.tagsRemoved(),
                        change.readAt()));
            }
        }
    }

    private static PersonalTagsChanged personalTags(ContactChange change, FollowUserChange difference, Instant now) {
        CorpId corpId = change.key().corpId();
        UserId userId = difference.after().userId();
        ExternalUserId externalUserId = change.key().externalUserId();
        return new PersonalTagsChanged(
                EventId.derived(
                        "personal-tags-seen",
                        corpId.value(),
                        userId.value(),
                        externalUserId.value(),
                        change.readAt().toString()),
                corpId,
                now,
                userId,
                externalUserId,
                difference.personalTagsAdded().stream().sorted().toList(),
                difference.personalTagsRemoved().stream().sorted().toList());
    }

    /** The relations that differ, and if the profile does, the others that last. */
    private static List<FollowUser> toTellOf(ContactChange change) {
        List<FollowUser> tellOf = new ArrayList<>();
        change.followUsers().forEach(followUser -> tellOf.add(followUser.after()));
        if (change.profile() != null) {
            change.before().followUsers().values().stream()
                    .filter(followUser ->
                            followUser.ending() == null && followUser.relation().addedAt() != null)
                    .filter(followUser ->
                            tellOf.stream().noneMatch(told -> told.userId().equals(followUser.userId())))
                    .forEach(tellOf::add);
        }
        return tellOf;
    }

    private static ExternalContactStored stored(ContactChange change, FollowUserChange followUser, Instant now) {
        CorpId corpId = change.key().corpId();
        UserId userId = followUser.after().userId();
        ExternalUserId externalUserId = change.key().externalUserId();
        boolean created = followUser.created();
        Ending ending = followUser.after().ending();
        // An ending that was told comes without a reading.
        Instant changedAt = ending != null && change.readAt().equals(Instant.MIN) ? ending.at() : change.readAt();
        // A relation is created once, whoever finds it first: a refresh, or a pull at the same time.
        EventId id = EventId.derived(
                created ? "external-contact-created" : "external-contact-changed",
                corpId.value(),
                userId.value(),
                externalUserId.value(),
                String.valueOf(created ? followUser.after().relation().addedAt() : changedAt));
        return new ExternalContactStored(
                id,
                corpId,
                now,
                userId,
                externalUserId,
                followUser.after().relation().state(),
                created,
                followUser.after().relation().addedAt(),
                ending == null ? null : ending.at());
    }
}
