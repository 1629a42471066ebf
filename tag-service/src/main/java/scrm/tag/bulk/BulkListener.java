package scrm.tag.bulk;

import static java.util.Comparator.comparingLong;

import java.util.List;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

import scrm.tag.tagging.RelationTag;
import scrm.tag.tagging.TagsSettled;
import scrm.tag.tagging.TagsSettled.Outcome;

/** Hears what became of the changes that bulk taggings asked for, in the transaction that takes it down. */
@Component
class BulkListener {
    private final BulkChanges changes;

    BulkListener(BulkChanges changes) {
        this.changes = changes;
    }

    @EventListener
    void on(TagsSettled settled) {
        settled.outcomes().stream()
                .filter(outcome -> outcome.source().startsWith(Bulk.PREFIX))
                .sorted(comparingLong(Outcome::assignmentId))
                .forEach(outcome -> changes.settle(
                        settled.corpId(),
                        Long.parseLong(outcome.source().substring(Bulk.PREFIX.length())),
                        List.of(change(settled, outcome))));
    }

    private static Change change(TagsSettled settled, Outcome outcome) {
        return new Change(
                new RelationTag(settled.userId(), settled.externalUserId(), outcome.tagId()),
                outcome.added(),
                switch (outcome.result()) {
                    case CHANGED -> Change.State.CHANGED;
                    case UNCHANGED -> Change.State.UNCHANGED;
                    case SUPERSEDED -> Change.State.SUPERSEDED;
                    case REJECTED -> Change.State.REJECTED;
                },
                outcome.errcode(),
                outcome.assignmentId());
    }
}
