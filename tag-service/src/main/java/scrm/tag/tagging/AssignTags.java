package scrm.tag.tagging;

import static scrm.tag.tagging.TagAssignment.Change;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.TagId;
import scrm.events.UserId;
import scrm.messaging.Trace;
import scrm.messaging.WorkQueue;
import scrm.messaging.WorkRequest;
import scrm.tag.corptag.CorpTagBook;
import scrm.tag.corptag.TagName;
import scrm.tag.tagging.TagAssignment.State;

/** Decides that tags are to be set or taken away. */
@Service
@Transactional
class AssignTags {
    /** Edits of one relation within this time become one call. */
    private static final Duration MOMENT = Duration.ofMillis(300);

    private final Taggings taggings;
    private final CorpTagBook book;
    private final WorkQueue work;
    private final Clock clock;

    AssignTags(Taggings taggings, CorpTagBook book, WorkQueue work, Clock clock) {
        this.taggings = taggings;
        this.book = book;
        this.work = work;
        this.clock = clock;
    }

    /**
     * Whose tags, and why.
     *
     * @param source why, at most 160 characters
     * @param actor who decided, at most 128 characters
     */
    record Occasion(UserId userId, ExternalUserId externalUserId, String source, String actor) {}

    /** Sets tags by name; those that do not exist are made first. */
    void addByName(CorpId corpId, Occasion occasion, List<TagName> names) {
        Map<TagName, TagId> known = book.find(corpId, names);
        List<TagName> missing =
                names.stream().filter(name -> !known.containsKey(name)).toList();
        Instant now = clock.instant();
        taggings.add(
                corpId,
                names.stream()
                        .distinct()
                        .map(name -> pending(occasion, Change.ADD, known.get(name), name, now))
                        .toList());
        if (!missing.isEmpty()) {
            book.want(corpId, missing);
        }
        if (!known.isEmpty()) {
            mark(corpId, occasion.userId(), occasion.externalUserId());
        }
    }

    /** Sets or takes away tags by id. */
    void change(CorpId corpId, Occasion occasion, Change change, Collection<TagId> tagIds) {
        Instant now = clock.instant();
        List<TagAssignment> assignments = new ArrayList<>();
        tagIds.forEach(tagId -> assignments.add(pending(occasion, change, tagId, null, now)));
        taggings.add(corpId, assignments);
        mark(corpId, occasion.userId(), occasion.externalUserId());
    }

    /** Something is pending for a relation. */
    void mark(CorpId corpId, UserId userId, ExternalUserId externalUserId) {
        MarkTags mark = new MarkTags(userId, externalUserId);
        work.submit(WorkRequest.refresh(
                MarkTags.KIND, corpId, mark.key(), mark, clock.instant().plus(MOMENT)));
    }

    private static TagAssignment pending(
            Occasion occasion, Change change, @Nullable TagId tagId, @Nullable TagName name, Instant now) {
        return new TagAssignment(
                0,
                occasion.userId(),
                occasion.externalUserId(),
                change,
                tagId,
                name == null ? null : name.groupName(),
                name == null ? null : name.name(),
                occasion.source(),
                occasion.actor(),
                State.PENDING,
                null,
                now,
                null,
                Trace.currentTraceId());
    }
}
