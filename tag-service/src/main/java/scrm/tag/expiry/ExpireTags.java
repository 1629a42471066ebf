package scrm.tag.expiry;

import static java.util.stream.Collectors.toSet;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.UserId;
import scrm.messaging.WorkQueue;
import scrm.messaging.WorkRequest;
import scrm.tag.contact.FollowUserTags;
import scrm.tag.tagging.AssignTags;
import scrm.tag.tagging.AssignTags.Edit;
import scrm.tag.tagging.AssignTags.Occasion;
import scrm.tag.tagging.RelationTag;
import scrm.tag.tagging.TagsSettled;
import scrm.tag.tagging.TagsSettled.Outcome;
import scrm.tag.tagging.TagsSettled.Result;

/**
 * Takes tags away when their time ends. A tag lasts as long as the longest of those want it who set it while it was
 * there: whoever set it for good keeps it for good.
 */
@Service
@Transactional
class ExpireTags {
    /** So many are under way to WeCom at once: the rest waits here, and nobody waits behind it. */
    static final int LEAD = 200;

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Expiries expiries;
    private final AssignTags assign;
    private final FollowUserTags followUserTags;
    private final WorkQueue work;
    private final Clock clock;

    ExpireTags(Expiries expiries, AssignTags assign, FollowUserTags followUserTags, WorkQueue work, Clock clock) {
        this.expiries = expiries;
        this.assign = assign;
        this.followUserTags = followUserTags;
        this.work = work;
        this.clock = clock;
    }

    /** Tags were set or are gone, or will not go. */
    void settled(TagsSettled settled) {
        for (Outcome outcome : settled.outcomes()) {
            RelationTag tag = new RelationTag(settled.userId(), settled.externalUserId(), outcome.tagId());
            if (outcome.result() == Result.SUPERSEDED) {
                continue;
            }
            if (outcome.added() && outcome.result() == Result.REJECTED) {
                if (expiries.resume(settled.corpId(), tag)) {
                    wake(settled.corpId(), clock.instant());
                }
                continue;
            }
            Instant expiresAt = outcome.expiresAt();
            if (!outcome.added() || expiresAt == null) {
                expiries.forget(settled.corpId(), tag);
                continue;
            }
            Expiry expiry = new Expiry(tag, outcome.assignmentId(), expiresAt);
            if (outcome.result() == Result.CHANGED) {
                expiries.begin(settled.corpId(), expiry);
            } else {
                expiries.prolong(settled.corpId(), expiry);
            }
            wake(settled.corpId(), expiresAt);
        }
    }

    /** Takes away what is due, and sees to it that the next is seen to. */
    void run(CorpId corpId) {
        Instant now = clock.instant();
        int room = LEAD - expiries.countEnding(corpId, LEAD);
        List<Expiry> due = room <= 0 ? List.of() : expiries.due(corpId, now, room);
        if (!due.isEmpty()) {
            end(corpId, due);
        }
        expiries.next(corpId)
                .ifPresent(next -> wake(corpId, next.isAfter(now) ? next : due.isEmpty() ? now.plus(PAUSE) : now));
    }

    private void end(CorpId corpId, List<Expiry> due) {
        Set<ExternalUserId> contacts =
                due.stream().map(expiry -> expiry.tag().externalUserId()).collect(toSet());
        Map<ExternalUserId, List<UserId>> followers = followUserTags.followers(corpId, contacts);
        Set<RelationTag> setAgain = assign.pendingAdds(corpId, contacts);
        Set<RelationTag> over = new HashSet<>();
        Set<RelationTag> ending = new HashSet<>();
        List<Edit> edits = due.stream()
                .filter(expiry -> {
                    RelationTag tag = expiry.tag();
                    boolean lasts = followers
                            .getOrDefault(tag.externalUserId(), List.of())
                            .contains(tag.userId());
                    return (lasts ? ending : over).add(tag) && lasts && !setAgain.contains(tag);
                })
                .map(ExpireTags::removal)
                .toList();
        // With the relation its tags are gone; what is about to be set again is seen to when that is settled.
        expiries.delete(corpId, over);
        expiries.ending(corpId, ending);
        assign.change(corpId, edits);
    }

    private static Edit removal(Expiry expiry) {
        RelationTag tag = expiry.tag();
        return new Edit(
                new Occasion(
                        tag.userId(), tag.externalUserId(), "EXPIRY:" + expiry.assignmentId(), "tag-service", null),
                List.of(),
                List.of(tag.tagId()));
    }

    private void wake(CorpId corpId, Instant at) {
        work.submit(WorkRequest.refresh(EndTags.KIND, corpId, EndTags.KEY, new EndTags(), at));
    }
}
