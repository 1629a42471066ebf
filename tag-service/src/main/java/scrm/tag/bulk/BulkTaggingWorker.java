package scrm.tag.bulk;

import static java.util.stream.Collectors.toSet;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.TagId;
import scrm.events.UserId;
import scrm.messaging.job.Job;
import scrm.messaging.job.JobHandler;
import scrm.tag.bulk.Bulk.Tally;
import scrm.tag.contact.FollowUserTags;
import scrm.tag.tagging.AssignTags;
import scrm.tag.tagging.AssignTags.Edit;
import scrm.tag.tagging.AssignTags.Occasion;
import scrm.tag.tagging.RelationTag;

/**
 * Goes through a bulk tagging: gathers its items, compares each lot of them with what WeCom holds, and asks for the
 * changes. It keeps only a little ahead of WeCom: what nobody can call yet is not asked for, so that a person's edit
 * never waits behind a million others.
 */
@Component
class BulkTaggingWorker implements JobHandler<BulkTagging> {
    /**
     * So many relations of a corp wait for WeCom at once, for all its bulk taggings together; more only by those of the
     * one contact that goes beyond, and by those of two steps that looked in the same moment.
     */
    static final int LEAD = 200;

    /** So many items are compared at once, and about so many relations. */
    private static final int LOT = 500;

    /** So many contacts are gathered at once. */
    private static final int PAGE = 2_000;

    private static final Duration UNTIL_ROOM = Duration.ofMillis(250);

    private final Bulks bulks;
    private final BulkChanges bulkChanges;
    private final AssignTags assign;
    private final FollowUserTags followUserTags;
    private final Audience audience;
    private final Clock clock;

    BulkTaggingWorker(
            Bulks bulks,
            BulkChanges bulkChanges,
            AssignTags assign,
            FollowUserTags followUserTags,
            Audience audience,
            Clock clock) {
        this.bulks = bulks;
        this.bulkChanges = bulkChanges;
        this.assign = assign;
        this.followUserTags = followUserTags;
        this.audience = audience;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return BulkTagging.KIND;
    }

    @Override
    public Class<BulkTagging> parametersType() {
        return BulkTagging.class;
    }

    @Override
    public Slice next(Position<BulkTagging> position) {
        CorpId corpId = position.corpId();
        BulkTagging wanted = position.parameters();
        Bulk bulk = bulks.find(corpId, wanted.bulkId()).orElse(null);
        if (bulk == null) { // forgotten meanwhile
            return Slice.last(0, List.of());
        }
        if (bulks.undoOf(corpId, bulk.id()).isPresent()) { // resumed: what it did now would stay for ever
            return Slice.last(0, List.of(new Job.Failure("", "bulk_taken_back")))
                    .with(() -> bulks.finish(corpId, bulk.id(), clock.instant()));
        }
        Place place = Place.parse(position.checkpoint(), wanted.frozenId() != null || bulk.undoOf() != null);
        return switch (place.phase()) {
            case GATHER ->
                bulk.undoOf() == null
                        ? gather(corpId, bulk, Objects.requireNonNull(wanted.frozenId()), place)
                        : gather(corpId, bulk, bulk.undoOf(), place);
            case TAG -> tag(corpId, bulk, wanted, place);
            case SETTLE -> settle(corpId, bulk);
        };
    }

    private Slice gather(CorpId corpId, Bulk bulk, String frozenId, Place place) {
        Audience.Page page = audience.next(corpId, frozenId, place.cursor(), PAGE);
        List<Item> items = new ArrayList<>();
        page.externalUserIds()
                .forEach(contact ->
                        items.add(Item.ready(place.n() + 1 + items.size(), contact, null, List.of(), List.of())));
        return gathered(corpId, bulk, items, place, page.cursor());
    }

    /** Each relation whose tags the other one changed is an item; what is to be changed back is looked up with it. */
    private Slice gather(CorpId corpId, Bulk bulk, long undone, Place place) {
        List<Change> page = bulkChanges.after(corpId, undone, Change.State.CHANGED, place.after(), PAGE);
        Map<String, RelationTag> last = new LinkedHashMap<>();
        page.forEach(change ->
                last.put(change.tag().externalUserId() + "\t" + change.tag().userId(), change.tag()));
        List<RelationTag> relations = new ArrayList<>(last.values());
        if (page.size() == PAGE) { // the last relation may go on on the next page
            relations.removeLast();
        }
        List<Item> items = new ArrayList<>();
        relations.forEach(tag -> items.add(
                Item.ready(place.n() + 1 + items.size(), tag.externalUserId(), tag.userId(), List.of(), List.of())));
        return gathered(corpId, bulk, items, place, page.size() < PAGE ? "" : Place.cursor(relations.getLast()));
    }

    private Slice gathered(CorpId corpId, Bulk bulk, List<Item> items, Place place, String cursor) {
        int n = place.n() + items.size();
        Place next = cursor.isEmpty() ? Place.TAGGING : new Place(Phase.GATHER, n, cursor);
        Slice slice = Slice.upTo(next.checkpoint(), 0, List.of()).with(() -> bulks.addItems(corpId, bulk.id(), items));
        return cursor.isEmpty() ? slice.ofTotal(n + 1L) : slice;
    }

    private Slice tag(CorpId corpId, Bulk bulk, BulkTagging wanted, Place place) {
        int room = bulk.dryRun() ? LOT : Math.min(LOT, LEAD - bulkChanges.asked(corpId));
        if (room <= 0) {
            return Slice.upTo(place.checkpoint(), 0, List.of()).thenRest(UNTIL_ROOM);
        }
        List<Item> items = bulks.items(corpId, bulk.id(), null, place.n(), room);
        if (items.isEmpty()) {
            return Slice.upTo(Place.SETTLING.checkpoint(), 0, List.of());
        }
        Map<ExternalUserId, List<UserId>> followers = followUserTags.followers(corpId, contacts(items));
        items = within(room, wanted, items, followers);
        Lot lot = lot(corpId, bulk, wanted, items, followers);
        List<Job.Failure> failures = new ArrayList<>();
        for (Item item : items) {
            Item.Problem problem = item.problem();
            if (problem != null) {
                failures.add(new Job.Failure("items[" + item.n() + "]", problem.code()));
            } else if (lot.plan().states().get(item.n()) == Item.State.NOT_FOUND) {
                failures.add(new Job.Failure("items[" + item.n() + "]", "not_found"));
            }
        }
        return Slice.upTo(
                        new Place(Phase.TAG, items.getLast().n(), "").checkpoint(),
                        items.size() - failures.size(),
                        failures)
                .with(() -> take(corpId, bulk, lot));
    }

    /** The first of the items, as far as there is room for their relations; one at least. */
    private static List<Item> within(
            int room, BulkTagging wanted, List<Item> items, Map<ExternalUserId, List<UserId>> followers) {
        int relations = 0;
        for (int i = 0; i < items.size(); i++) {
            Item item = items.get(i);
            relations += item.state() == Item.State.READY
                    ? BulkPlan.concerned(wanted.complete(item), followers).size()
                    : 0;
            if (relations > room && i > 0) {
                return items.subList(0, i);
            }
        }
        return items;
    }

    private static Set<ExternalUserId> contacts(List<Item> items) {
        return items.stream().map(Item::externalUserId).filter(Objects::nonNull).collect(toSet());
    }

    /** Some items, what they come to, and what stays because somebody has decided on it since. */
    private record Lot(BulkPlan plan, Set<Change> kept) {}

    private Lot lot(
            CorpId corpId,
            Bulk bulk,
            BulkTagging wanted,
            List<Item> items,
            Map<ExternalUserId, List<UserId>> followers) {
        List<Item> ready = items.stream()
                .filter(item -> item.state() == Item.State.READY)
                .map(wanted::complete)
                .toList();
        Set<ExternalUserId> contacts = contacts(ready);
        Set<Change> kept = new HashSet<>();
        if (bulk.undoOf() != null) {
            ready = reversed(corpId, bulk.undoOf(), ready, contacts, kept);
        }
        Set<TagId> tags = new HashSet<>();
        ready.forEach(item -> {
            tags.addAll(item.add());
            tags.addAll(item.remove());
        });
        return new Lot(
                BulkPlan.of(
                        ready,
                        followers,
                        followUserTags.of(corpId, contacts, tags),
                        kept.stream().map(Change::tag).collect(toSet())),
                kept);
    }

    private List<Item> reversed(
            CorpId corpId, long undone, List<Item> items, Set<ExternalUserId> contacts, Set<Change> kept) {
        Map<ExternalUserId, Map<UserId, List<Change>>> changed = bulkChanges.changed(corpId, undone, contacts).stream()
                .collect(Collectors.groupingBy(
                        change -> change.tag().externalUserId(),
                        Collectors.groupingBy(change -> change.tag().userId())));
        Map<RelationTag, Long> since = new HashMap<>();
        changed.values()
                .forEach(ofContact -> ofContact
                        .values()
                        .forEach(changes -> changes.forEach(change ->
                                since.put(change.tag(), Objects.requireNonNullElse(change.assignmentId(), 0L)))));
        Set<RelationTag> decided = assign.decidedSince(corpId, since);
        return items.stream()
                .map(item -> {
                    ExternalUserId contact = Objects.requireNonNull(item.externalUserId());
                    UserId userId = Objects.requireNonNull(item.userId());
                    List<Change> changes =
                            changed.getOrDefault(contact, Map.of()).getOrDefault(userId, List.of());
                    changes.stream()
                            .filter(change -> decided.contains(change.tag()))
                            .forEach(change -> kept.add(Change.of(change.tag(), !change.add(), Change.State.KEPT)));
                    return Item.ready(item.n(), contact, userId, tags(changes, false), tags(changes, true));
                })
                .toList();
    }

    private static List<TagId> tags(List<Change> changes, boolean added) {
        return changes.stream()
                .filter(change -> change.add() == added)
                .map(change -> change.tag().tagId())
                .toList();
    }

    private void take(CorpId corpId, Bulk bulk, Lot lot) {
        if (bulks.lock(corpId, bulk.id()).isEmpty()
                || bulks.undoOf(corpId, bulk.id()).isPresent()) {
            return; // it was forgotten, or cancelled and taken back, while this was looked at
        }
        BulkPlan plan = lot.plan();
        bulks.mark(corpId, bulk.id(), plan.states());
        bulks.count(
                corpId,
                bulk.id(),
                new Tally(plan.relations(), plan.calls(), plan.changes().size(), plan.unchanged()));
        List<Change> changes = new ArrayList<>(lot.kept());
        plan.changes()
                .forEach((tag, add) ->
                        changes.add(Change.of(tag, add, bulk.dryRun() ? Change.State.PLANNED : Change.State.ASKED)));
        bulkChanges.put(corpId, bulk.id(), changes);
        if (!bulk.dryRun()) {
            List<Edit> edits = new ArrayList<>();
            plan.byRelation()
                    .forEach((relation, words) -> edits.add(new Edit(
                            new Occasion(
                                    relation.userId(),
                                    relation.externalUserId(),
                                    Bulk.source(bulk.id()),
                                    bulk.actor(),
                                    bulk.expiresAt()),
                            words(words, true),
                            words(words, false))));
            assign.change(corpId, edits);
        }
    }

    private static List<TagId> words(List<Map.Entry<RelationTag, Boolean>> words, boolean add) {
        return words.stream()
                .filter(word -> word.getValue() == add)
                .map(word -> word.getKey().tagId())
                .toList();
    }

    private Slice settle(CorpId corpId, Bulk bulk) {
        return bulks.isAsked(corpId, bulk.id())
                ? Slice.upTo(Place.SETTLING.checkpoint(), 0, List.of()).thenRest(UNTIL_ROOM)
                : Slice.last(0, List.of()).with(() -> bulks.finish(corpId, bulk.id(), clock.instant()));
    }

    /** What a bulk tagging is at. */
    private enum Phase {
        GATHER,
        TAG,
        SETTLE
    }

    /**
     * Where one stands.
     *
     * @param n the number of the last item that was gathered, or looked at
     * @param cursor where the next page of what is gathered begins
     */
    private record Place(Phase phase, int n, String cursor) {
        static final Place TAGGING = new Place(Phase.TAG, -1, "");
        static final Place SETTLING = new Place(Phase.SETTLE, -1, "");

        static Place parse(String checkpoint, boolean gathers) {
            if (checkpoint.isEmpty()) {
                return gathers ? new Place(Phase.GATHER, -1, "") : TAGGING;
            }
            String[] parts = checkpoint.split("\n", 3);
            return new Place(Phase.valueOf(parts[0]), Integer.parseInt(parts[1]), parts[2]);
        }

        String checkpoint() {
            return phase + "\n" + n + "\n" + cursor;
        }

        static String cursor(RelationTag tag) {
            return tag.externalUserId() + "\t" + tag.userId() + "\t" + tag.tagId();
        }

        @Nullable
        RelationTag after() {
            if (cursor.isEmpty()) {
                return null;
            }
            String[] parts = cursor.split("\t", 3);
            return new RelationTag(new UserId(parts[1]), new ExternalUserId(parts[0]), new TagId(parts[2]));
        }
    }
}
