package scrm.tag.tagging;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;
import static scrm.tag.tagging.TagAssignment.Change;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
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
import scrm.messaging.TransactionBatch;
import scrm.messaging.WorkQueue;
import scrm.messaging.WorkRequest;
import scrm.tag.corptag.CorpTagBook;
import scrm.tag.corptag.TagName;
import scrm.tag.tagging.TagAssignment.State;

/** Decides that tags are to be set or taken away; how features that have a reason tag contacts. */
@Service
@Transactional
public class AssignTags {
    /** Edits of one relation within this time become one call. */
    private static final Duration MOMENT = Duration.ofMillis(300);

    private final Taggings taggings;
    private final CorpTagBook book;
    private final WorkQueue work;
    private final Clock clock;
    private final TransactionBatch.Sink<Wish> wishes = this::grant;

    AssignTags(Taggings taggings, CorpTagBook book, WorkQueue work, Clock clock) {
        this.taggings = taggings;
        this.book = book;
        this.work = work;
        this.clock = clock;
    }

    /**
     * Whose tags, and why.
     *
     * @param userId the member whose relation is meant
     * @param externalUserId the contact
     * @param source why, at most 160 characters, for example {@code RULE:<id>:<version>}
     * @param actor who decided, at most 128 characters
     * @param expiresAt when tags that are set are taken away again; absent: never
     */
    public record Occasion(
            UserId userId,
            ExternalUserId externalUserId,
            String source,
            String actor,
            @Nullable Instant expiresAt) {}

    /** Tags by name that one occasion asks for, in its trace. */
    private record Wish(CorpId corpId, Occasion occasion, List<TagName> names, String traceparent) {}

    /** Sets tags by name; those that do not exist are made first. Done before the transaction commits. */
    public void addByName(CorpId corpId, Occasion occasion, List<TagName> names) {
        TransactionBatch.add(
                wishes, new Wish(corpId, occasion, names.stream().distinct().toList(), Trace.current()));
    }

    private void grant(List<Wish> all) {
        all.stream()
                .collect(groupingBy(Wish::corpId, LinkedHashMap::new, toList()))
                .forEach(this::grant);
    }

    private void grant(CorpId corpId, List<Wish> ofCorp) {
        Map<TagName, TagId> known = book.find(
                corpId, ofCorp.stream().flatMap(wish -> wish.names().stream()).collect(toSet()));
        Instant now = clock.instant();
        List<TagAssignment> assignments = new ArrayList<>();
        for (Wish wish : ofCorp) {
            Trace.within(wish.traceparent(), () -> {
                wish.names()
                        .forEach(name ->
                                assignments.add(pending(wish.occasion(), Change.ADD, known.get(name), name, now)));
                List<TagName> missing = wish.names().stream()
                        .filter(name -> !known.containsKey(name))
                        .toList();
                if (!missing.isEmpty()) {
                    book.want(corpId, missing);
                }
                if (missing.size() < wish.names().size()) {
                    mark(corpId, wish.occasion().userId(), wish.occasion().externalUserId());
                }
            });
        }
        taggings.add(corpId, assignments);
    }

    /** Sets tags; what the relation has already causes no call. */
    public void add(CorpId corpId, Occasion occasion, Collection<TagId> tagIds) {
        change(corpId, List.of(new Edit(occasion, tagIds, List.of())));
    }

    /** Takes tags away; what the relation does not have causes no call. */
    public void remove(CorpId corpId, Occasion occasion, Collection<TagId> tagIds) {
        change(corpId, List.of(new Edit(occasion, List.of(), tagIds)));
    }

    /**
     * Sets and takes away tags on one occasion.
     *
     * @param add tags to be set
     * @param remove tags to be taken away
     */
    public record Edit(Occasion occasion, Collection<TagId> add, Collection<TagId> remove) {
        public Edit {
            add = List.copyOf(add);
            remove = List.copyOf(remove);
        }
    }

    /** Sets and takes away tags of many relations, in a few statements however many they are. */
    public void change(CorpId corpId, Collection<Edit> edits) {
        Instant now = clock.instant();
        List<TagAssignment> assignments = new ArrayList<>();
        for (Edit edit : edits) {
            edit.add().forEach(tagId -> assignments.add(pending(edit.occasion(), Change.ADD, tagId, null, now)));
            edit.remove().forEach(tagId -> assignments.add(pending(edit.occasion(), Change.REMOVE, tagId, null, now)));
            mark(corpId, edit.occasion().userId(), edit.occasion().externalUserId());
        }
        taggings.add(corpId, assignments);
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
                change == Change.ADD ? occasion.expiresAt() : null,
                Trace.currentTraceId());
    }
}
