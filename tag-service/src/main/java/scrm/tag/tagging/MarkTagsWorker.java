package scrm.tag.tagging;

import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

import scrm.events.CorpId;
import scrm.events.TagId;
import scrm.messaging.Settlement;
import scrm.messaging.Work;
import scrm.messaging.WorkHandler;
import scrm.tag.contact.FollowUserTags;
import scrm.tag.contact.Patience;
import scrm.tag.corptag.CorpTagBook;
import scrm.wecom.Caller;
import scrm.wecom.CorpTags;
import scrm.wecom.WeComException;

/** Tells WeCom of what is pending, one relation at a time. Setting a tag twice is harmless, so all may be repeated. */
@Component
class MarkTagsWorker implements WorkHandler<MarkTags> {
    private static final int NO_SUCH_TAG = 40068;
    private static final Duration UNTIL_READ = Duration.ofSeconds(5);
    private static final String UNKNOWN_TAG = "WeCom does not know one of the tags";

    /** The member and the contact are not, or not yet, related. */
    private static final Set<Integer> NOT_RELATED = Set.of(84061, 84084);

    private static final Patience PATIENCE = new Patience(Duration.ofHours(1));

    private final Taggings taggings;
    private final FollowUserTags followUserTags;
    private final CorpTagBook book;
    private final SettleTags settle;
    private final CorpTags corpTags;
    private final Clock clock;

    MarkTagsWorker(
            Taggings taggings,
            FollowUserTags followUserTags,
            CorpTagBook book,
            SettleTags settle,
            CorpTags corpTags,
            Clock clock) {
        this.taggings = taggings;
        this.followUserTags = followUserTags;
        this.book = book;
        this.settle = settle;
        this.corpTags = corpTags;
        this.clock = clock;
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
        MarkPlan plan = plan(work.corpId(), pair, Set.of());
        if (plan.isEmpty()) {
            return Settlement.done();
        }
        try {
            return told(work, plan);
        } catch (WeComException e) {
            return switch (e.kind()) {
                case RETRYABLE, IN_DOUBT -> Settlement.retry(e.toString(), e.retryAfter());
                case MISCONFIGURED -> Settlement.retry(e.toString(), e.untilMended());
                case REFUSED -> refused(work, plan, e);
            };
        }
    }

    private Settlement told(Work<MarkTags> work, MarkPlan plan) {
        if (tell(work, plan)) {
            return applied(work, plan);
        }
        book.outdated(work.corpId());
        if (clock.instant().isBefore(plan.decidedAt().plus(UNTIL_READ))) {
            // Once the tags are read anew, the plan leaves out those that are gone; a new one is known by then.
            return Settlement.retry(UNKNOWN_TAG, UNTIL_READ);
        }
        MarkPlan known = plan(work.corpId(), work.payload(), unknown(work, plan));
        return tell(work, known) ? applied(work, known) : Settlement.retry(UNKNOWN_TAG, UNTIL_READ);
    }

    private Settlement applied(Work<MarkTags> work, MarkPlan plan) {
        return Settlement.done(() -> settle.applied(work.corpId(), work.payload(), plan));
    }

    /** Whether WeCom has done, or need not do, what the plan says; false if it does not know one of the tags. */
    private boolean tell(Work<MarkTags> work, MarkPlan plan) {
        return !plan.needsCall() || marked(work, plan, MarkPlan.tagIds(plan.adds()), plan.removedTags());
    }

    private boolean marked(Work<MarkTags> work, MarkPlan plan, List<TagId> adds, List<TagId> removes) {
        MarkTags pair = work.payload();
        try {
            corpTags.mark(caller(work.corpId(), plan), pair.userId(), pair.externalUserId(), adds, removes);
            return true;
        } catch (WeComException e) {
            if (e.errcode() == NO_SUCH_TAG) {
                return false;
            }
            throw e;
        }
    }

    /** The tags of a plan that WeCom does not know. It does not say which, but takes the others one by one. */
    private Set<TagId> unknown(Work<MarkTags> work, MarkPlan plan) {
        Set<TagId> unknown = new HashSet<>();
        MarkPlan.tagIds(plan.adds()).stream()
                .filter(tagId -> !marked(work, plan, List.of(tagId), List.of()))
                .forEach(unknown::add);
        plan.removedTags().stream()
                .filter(tagId -> !marked(work, plan, List.of(), List.of(tagId)))
                .forEach(unknown::add);
        return unknown;
    }

    private Settlement refused(Work<MarkTags> work, MarkPlan plan, WeComException e) {
        if (NOT_RELATED.contains(e.errcode())) {
            Optional<Duration> wait = PATIENCE.next(plan.decidedAt(), clock.instant());
            if (wait.isPresent()) {
                return Settlement.retry(e.toString(), wait.get());
            }
        }
        // What takes tags away is not to blame for a contact with too many; it goes alone the next time.
        List<TagAssignment> blamed =
                plan.adds().isEmpty() || NOT_RELATED.contains(e.errcode()) ? plan.called() : plan.adds();
        return Settlement.rejected(
                e.toString(), () -> settle.rejected(work.corpId(), work.payload(), plan, blamed, e.errcode()));
    }

    /**
     * What there is to tell.
     *
     * @param gone tags that are no more, although we know nothing of it yet
     */
    private MarkPlan plan(CorpId corpId, MarkTags pair, Set<TagId> gone) {
        List<TagAssignment> pending = taggings.pending(corpId, pair.userId(), pair.externalUserId());
        if (pending.isEmpty()) {
            return MarkPlan.NOTHING;
        }
        Set<TagId> wanted = pending.stream().map(MarkPlan::tagId).collect(Collectors.toSet());
        Set<TagId> held = new HashSet<>(followUserTags.of(corpId, pair.userId(), pair.externalUserId()));
        held.removeAll(gone);
        Set<TagId> concerned = new HashSet<>(wanted);
        concerned.addAll(held);
        Set<TagId> existing = new HashSet<>(book.find(corpId, wanted).keySet());
        existing.removeAll(gone);
        return MarkPlan.of(pending, held, existing, book.exclusive(corpId, concerned));
    }

    private static Caller caller(CorpId corpId, MarkPlan plan) {
        boolean awaited = plan.called().stream()
                .anyMatch(assignment -> assignment.source().startsWith("PERSON:"));
        return awaited ? Caller.person(corpId) : Caller.bulk(corpId);
    }
}
