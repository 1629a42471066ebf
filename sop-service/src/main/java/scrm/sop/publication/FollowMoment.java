package scrm.sop.publication;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.messaging.WorkQueue;
import scrm.messaging.WorkRequest;
import scrm.messaging.erasure.ErasedContacts;
import scrm.sop.moment.MomentId;
import scrm.sop.moment.MomentMade;
import scrm.sop.moment.MomentMembers;
import scrm.sop.publication.Publications.Reach;

/** Looks at a moment as long as there may be news of it, and writes them down. */
@Service
class FollowMoment {
    private static final Duration FIRST_LOOK = Duration.ofSeconds(5);

    private final MomentMembers members;
    private final Publications publications;
    private final ErasedContacts erasedContacts;
    private final WorkQueue work;
    private final Clock clock;

    FollowMoment(
            MomentMembers members,
            Publications publications,
            ErasedContacts erasedContacts,
            WorkQueue work,
            Clock clock) {
        this.members = members;
        this.publications = publications;
        this.erasedContacts = erasedContacts;
        this.work = work;
        this.clock = clock;
    }

    /** In the transaction in which it is written down that WeCom has made it. */
    @EventListener
    void on(MomentMade made) {
        lookForPublishers(made.corpId(), made.id(), FIRST_LOOK);
    }

    /**
     * Writes down who is asked and who has published by now; looks again if some have not.
     *
     * @param lookAfter null: they have had time enough
     */
    @Transactional
    public void publishers(
            CorpId corpId,
            MomentId id,
            Collection<UserId> asked,
            Collection<UserId> published,
            @Nullable Duration lookAfter) {
        Instant now = clock.instant();
        for (UserId member : members.seen(corpId, id, asked, published)) {
            lookForReactions(corpId, id, member, now);
        }
        if (lookAfter == null) {
            members.giveUp(corpId, id);
        } else if (published.size() < asked.size() || asked.isEmpty()) {
            lookForPublishers(corpId, id, lookAfter);
        }
    }

    /** Whom a member's copy reached and what they said; looks again at that time, if there is one. */
    @Transactional
    public void reach(CorpId corpId, MomentId id, UserId member, Reach reach, Optional<Instant> lookAt) {
        publications.replace(corpId, id, member, reach, erasedContacts.among(corpId, reach.contacts()));
        lookAt.ifPresent(at -> lookForReactions(corpId, id, member, at));
    }

    private void lookForPublishers(CorpId corpId, MomentId id, Duration after) {
        work.submit(WorkRequest.refresh(
                PublishersWorker.KIND,
                corpId,
                id.toString(),
                new PublishersWorker.Payload(id.value()),
                clock.instant().plus(after)));
    }

    private void lookForReactions(CorpId corpId, MomentId id, UserId member, Instant at) {
        work.submit(WorkRequest.refresh(
                ReactionsWorker.KIND,
                corpId,
                id + ":" + member,
                new ReactionsWorker.Payload(id.value(), member.value()),
                at));
    }
}
