package scrm.tag.tagging;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

import scrm.events.CorpId;
import scrm.events.TagId;
import scrm.messaging.Settlement;
import scrm.messaging.Work;
import scrm.messaging.WorkHandler;
import scrm.tag.contact.FollowUserTags;
import scrm.tag.corptag.CorpTagBook;
import scrm.wecom.Caller;
import scrm.wecom.CorpTags;
import scrm.wecom.WeComException;

/** Tells WeCom of what is pending, one relation at a time. Setting a tag twice is harmless, so all may be repeated. */
@Component
class MarkTagsWorker implements WorkHandler<MarkTags> {
    private static final int NO_SUCH_TAG = 40068;
    private static final Duration UNTIL_READ = Duration.ofSeconds(5);

    /** The member and the contact are not, or not yet, related. */
    private static final Set<Integer> NOT_RELATED = Set.of(84061, 84084);

    /** How long to wait for a relation that was half-added, or that WeCom is late to see. */
    private static final List<Duration> PATIENCE =
            List.of(Duration.ofSeconds(3), Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ofHours(1));

    private final Taggings taggings;
    private final FollowUserTags followUserTags;
    private final CorpTagBook book;
    private final SettleTags settle;
    private final CorpTags corpTags;

    MarkTagsWorker(
            Taggings taggings, FollowUserTags followUserTags, CorpTagBook book, SettleTags settle, CorpTags corpTags) {
        this.taggings = taggings;
        this.followUserTags = followUserTags;
        this.book = book;
        this.settle = settle;
        this.corpTags = corpTags;
    }

    @Override
    public String kind() {
        return MarkTags.KIND;
    }

    @Override
    public Class<MarkTags> payloadType() {
        return MarkTags.class;
    }

    /** Enough for several corps at WeCom's pace; what it lets through at once is limited by its client. */
    @Override
    public int concurrency() {
        return 64;
    }

    @Override
    public Settlement handle(Work<MarkTags> work) {
        MarkTags pair = work.payload();
        MarkPlan plan = plan(work.corpId(), pair);
        if (plan.isEmpty()) {
            return Settlement.done();
        }
        if (!plan.needsCall()) {
            return Settlement.done(() -> settle.applied(work.corpId(), pair, plan));
        }
        try {
            corpTags.mark(
                    caller(work.corpId(), plan),
                    pair.userId(),
                    pair.externalUserId(),
                    MarkPlan.tagIds(plan.adds()),
                    plan.removedTags());
            return Settlement.done(() -> settle.applied(work.corpId(), pair, plan));
        } catch (WeComException e) {
            return switch (e.kind()) {
                case RETRYABLE, IN_DOUBT -> Settlement.retry(e.toString(), e.retryAfter());
                case MISCONFIGURED -> Settlement.retry(e.toString(), e.untilMended());
                case REFUSED -> refused(work, plan, e);
            };
        }
    }

    private Settlement refused(Work<MarkTags> work, MarkPlan plan, WeComException e) {
        if (NOT_RELATED.contains(e.errcode()) && work.attempt() <= PATIENCE.size()) {
            return Settlement.retry(e.toString(), PATIENCE.get(work.attempt() - 1));
        }
        if (e.errcode() == NO_SUCH_TAG && work.attempt() == 1) {
            // Which one is not said: once the tags are read anew, the plan leaves out those that are gone.
            book.outdated(work.corpId());
            return Settlement.retry(e.toString(), UNTIL_READ);
        }
        // What takes tags away is not to blame for a contact with too many; it goes alone the next time.
        List<TagAssignment> blamed =
                plan.adds().isEmpty() || NOT_RELATED.contains(e.errcode()) ? plan.called() : plan.adds();
        return Settlement.rejected(
                e.toString(), () -> settle.rejected(work.corpId(), work.payload(), plan, blamed, e.errcode()));
    }

    private MarkPlan plan(CorpId corpId, MarkTags pair) {
        List<TagAssignment> pending = taggings.pending(corpId, pair.userId(), pair.externalUserId());
        if (pending.isEmpty()) {
            return MarkPlan.NOTHING;
        }
        Set<TagId> wanted = pending.stream().map(MarkPlan::tagId).collect(Collectors.toSet());
        Set<TagId> held = followUserTags.of(corpId, pair.userId(), pair.externalUserId());
        Set<TagId> concerned = new HashSet<>(wanted);
        concerned.addAll(held);
        return MarkPlan.of(pending, held, book.find(corpId, wanted).keySet(), book.exclusive(corpId, concerned));
    }

    private static Caller caller(CorpId corpId, MarkPlan plan) {
        boolean awaited = plan.called().stream()
                .anyMatch(assignment -> assignment.source().startsWith("PERSON:"));
        return awaited ? Caller.person(corpId) : Caller.bulk(corpId);
    }
}
