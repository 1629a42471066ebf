package scrm.tag.personaltag;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.CorpId;
import scrm.events.EventId;
import scrm.events.ExternalUserId;
import scrm.events.TaggingEvent.PersonalTagsChanged;
import scrm.events.UserId;
import scrm.messaging.Outbox;
import scrm.messaging.WorkQueue;
import scrm.messaging.WorkRequest;
import scrm.rest.FieldProblem;
import scrm.rest.InvalidRequest;
import scrm.rest.NotFound;
import scrm.tag.contact.Relations;

/** Makes and deletes members' own tags, puts them on contacts and takes them off. */
@Service
@Transactional
class KeepPersonalTags {
    private static final int MOST = 300;

    /** So many wrong ids are named; a file of wrong ones is wrong as a whole. */
    private static final int PROBLEMS = 100;

    /** Contacts that a deleted tag is taken off in one transaction. */
    private static final int LOT = 1000;

    private final PersonalTags tags;
    private final Relations relations;
    private final Outbox outbox;
    private final WorkQueue work;
    private final Clock clock;

    KeepPersonalTags(PersonalTags tags, Relations relations, Outbox outbox, WorkQueue work, Clock clock) {
        this.tags = tags;
        this.relations = relations;
        this.outbox = outbox;
        this.work = work;
        this.clock = clock;
    }

    /** The contacts that got a tag, and those that lost it. */
    record Changed(int added, int removed) {}

    PersonalTag create(CorpId corpId, UserId userId, String name) {
        if (tags.count(corpId, userId) >= MOST) {
            throw InvalidRequest.field("userId", "too_many", MOST);
        }
        return tags.add(corpId, userId, name, clock.instant())
                .orElseThrow(() -> InvalidRequest.field("name", "duplicate"));
    }

    /** Hides the tag; it is taken off its contacts behind the scenes, some at a time. */
    void delete(CorpId corpId, long id) {
        PersonalTag tag = held(corpId, id);
        tags.hide(corpId, tag.id(), clock.instant());
        removeLater(corpId, id);
    }

    private void removeLater(CorpId corpId, long id) {
        RemovePersonalTag removal = new RemovePersonalTag(id);
        work.submit(WorkRequest.refresh(RemovePersonalTag.KIND, corpId, String.valueOf(id), removal, clock.instant()));
    }

    /** Takes a deleted tag off some contacts; off all of them in the end, and then it is gone. */
    void remove(CorpId corpId, long id) {
        tags.lock(corpId, id).ifPresent(tag -> {
            List<ExternalUserId> some = tags.tagged(corpId, tag, "", LOT);
            take(corpId, tag, some);
            if (some.size() < LOT) {
                tags.delete(corpId, id);
            } else {
                removeLater(corpId, id);
            }
        });
    }

    /** Puts a tag on contacts of its member and takes it off others; all of it, or nothing if an id is wrong. */
    Changed change(CorpId corpId, long id, List<ExternalUserId> add, List<ExternalUserId> remove, boolean dryRun) {
        PersonalTag tag = held(corpId, id);
        check(add, relations.heldBy(corpId, tag.userId()).lasting());
        Set<ExternalUserId> toAdd = new LinkedHashSet<>(add);
        toAdd.removeAll(tags.tagged(corpId, tag, add));
        Set<ExternalUserId> toRemove = tags.tagged(corpId, tag, remove);
        if (!dryRun) {
            put(corpId, tag, toAdd);
            take(corpId, tag, toRemove);
        }
        return new Changed(toAdd.size(), toRemove.size());
    }

    private PersonalTag held(CorpId corpId, long id) {
        // What is being deleted is locked as well, but is not there any more.
        return tags.lock(corpId, id)
                .flatMap(tag -> tags.find(corpId, tag.id()))
                .orElseThrow(() -> NotFound.of("personal-tag"));
    }

    private static void check(List<ExternalUserId> add, Set<ExternalUserId> followed) {
        List<FieldProblem> problems = new ArrayList<>();
        for (int i = 0; i < add.size() && problems.size() < PROBLEMS; i++) {
            if (!followed.contains(add.get(i))) {
                problems.add(new FieldProblem("add[" + i + "]", "not_found"));
            }
        }
        if (!problems.isEmpty()) {
            throw InvalidRequest.fields(problems);
        }
    }

    private void put(CorpId corpId, PersonalTag tag, Collection<ExternalUserId> contacts) {
        tags.put(corpId, tag, contacts);
        contacts.forEach(contact -> outbox.append(changed(corpId, tag, contact, true)));
    }

    private void take(CorpId corpId, PersonalTag tag, Collection<ExternalUserId> contacts) {
        tags.take(corpId, tag, contacts);
        contacts.forEach(contact -> outbox.append(changed(corpId, tag, contact, false)));
    }

    private PersonalTagsChanged changed(CorpId corpId, PersonalTag tag, ExternalUserId contact, boolean added) {
        Instant now = clock.instant();
        return new PersonalTagsChanged(
                EventId.derived(
                        added ? "personal-tag-put" : "personal-tag-taken",
                        corpId.value(),
                        String.valueOf(tag.id()),
                        contact.value(),
                        UUID.randomUUID().toString()),
                corpId,
                now,
                tag.userId(),
                contact,
                added ? List.of(tag.name()) : List.of(),
                added ? List.of() : List.of(tag.name()));
    }
}
