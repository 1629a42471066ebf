package scrm.tag.contact;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.CorpId;
import scrm.events.EventId;
import scrm.events.ExternalUserId;
import scrm.events.TaggingEvent.ExternalContactStored;
import scrm.events.UserId;
import scrm.messaging.Outbox;
import scrm.messaging.WorkQueue;
import scrm.messaging.WorkRequest;

/** Stores what a reading of WeCom shows, or what a callback told, and says what is new. */
@Service
@Transactional
class StoreContacts {
    private final Contacts contacts;
    private final Outbox outbox;
    private final WorkQueue work;
    private final ApplicationEventPublisher published;
    private final Clock clock;

    StoreContacts(Contacts contacts, Outbox outbox, WorkQueue work, ApplicationEventPublisher published, Clock clock) {
        this.contacts = contacts;
        this.outbox = outbox;
        this.work = work;
        this.published = published;
        this.clock = clock;
    }

    /** Stores a page of readings, each of another contact; returns how many of them showed something new. */
    int seen(CorpId corpId, List<Sighting> page) {
        List<ExternalUserId> followed = page.stream()
                .filter(sighting -> sighting.profile() != null)
                .map(Sighting::externalUserId)
                .toList();
        List<ExternalUserId> all = page.stream().map(Sighting::externalUserId).toList();
        Map<ExternalUserId, KnownContact> known =
                followed.isEmpty() ? contacts.lock(corpId, all) : contacts.lockOrCreate(corpId, all);
        List<ContactChange> changes = page.stream()
                .filter(sighting -> known.containsKey(sighting.externalUserId()))
                .map(sighting -> Objects.requireNonNull(known.get(sighting.externalUserId()))
                        .seen(sighting))
                .filter(ContactChange::any)
                .toList();
        contacts.save(corpId, changes);
        changes.forEach(change -> tell(corpId, change));
        return changes.size();
    }

    /** Something is or may be new about contacts: each is read anew, once after the last word. */
    void outdated(CorpId corpId, Collection<ExternalUserId> externalUserIds) {
        externalUserIds.forEach(externalUserId -> outdated(corpId, externalUserId, false));
    }

    /** As {@link #outdated(CorpId, Collection)}, and perhaps somebody has just become its follower. */
    void outdated(CorpId corpId, ExternalUserId externalUserId, boolean expected) {
        work.submit(WorkRequest.refresh(
                RefreshContact.KIND,
                corpId,
                externalUserId.value(),
                new RefreshContact(externalUserId, expected),
                clock.instant()));
    }

    /** One of the two ended the relation. */
    void ended(CorpId corpId, UserId userId, ExternalUserId externalUserId, Ending ending) {
        Map<ExternalUserId, KnownContact> known = contacts.lockOrCreate(corpId, List.of(externalUserId));
        ContactChange change = known.getOrDefault(externalUserId, KnownContact.unread(externalUserId))
                .ended(userId, ending);
        if (change.any()) {
            contacts.save(corpId, List.of(change));
        }
    }

    private void tell(CorpId corpId, ContactChange change) {
        Instant now = clock.instant();
        for (FollowUser followUser : toTellOf(change)) {
            FollowUserChange difference = change.followUsers().stream()
                    .filter(candidate -> candidate.after().equals(followUser))
                    .findFirst()
                    .orElseGet(() -> new FollowUserChange(followUser, followUser));
            if (difference.relationDiffers() || change.profile() != null) {
                outbox.append(stored(corpId, change, difference, now));
            }
            if (!difference.tagsAdded().isEmpty() || !difference.tagsRemoved().isEmpty()) {
                published.publishEvent(new TagsSeen(
                        corpId,
                        followUser.userId(),
                        change.externalUserId(),
                        difference.tagsAdded(),
                        difference.tagsRemoved(),
                        change.readAt()));
            }
        }
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

    private static ExternalContactStored stored(
            CorpId corpId, ContactChange change, FollowUserChange followUser, Instant now) {
        UserId userId = followUser.after().userId();
        ExternalUserId externalUserId = change.externalUserId();
        boolean created = followUser.created();
        // A relation is created once, whoever finds it first: a refresh, or a pull at the same time.
        EventId id = EventId.derived(
                created ? "external-contact-created" : "external-contact-changed",
                corpId.value(),
                userId.value(),
                externalUserId.value(),
                String.valueOf(created ? followUser.after().relation().addedAt() : change.readAt()));
        return new ExternalContactStored(
                id,
                corpId,
                now,
                userId,
                externalUserId,
                followUser.after().relation().state(),
                created);
    }
}
