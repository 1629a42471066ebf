package scrm.tag.firing;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

import scrm.events.Event;
import scrm.events.TaggingEvent;
import scrm.events.TaggingEvent.ContactBehaved;
import scrm.events.TaggingEvent.ExternalContactStored;
import scrm.events.TaggingEvent.ExternalContactTagged;
import scrm.events.TaggingEvent.GrowthLevelChanged;
import scrm.tag.rule.Trigger;

/** Which events make rules look at a contact. */
final class Triggers {
    private Triggers() {}

    static Optional<Trigger> of(Event event) {
        return Optional.ofNullable(
                switch (event) {
                    case ContactBehaved e ->
                        trigger(e, new Trigger.Behaved(e.kind(), e.subject(), e.amount(), e.currency()));
                    case ExternalContactTagged e ->
                        trigger(e, new Trigger.Tagged(Set.copyOf(e.added()), Set.copyOf(e.removed()), e.source()));
                    case GrowthLevelChanged e -> trigger(e, new Trigger.Levelled());
                    case ExternalContactStored e -> trigger(e, new Trigger.Stored(state(e), e.addedAt()));
                    default -> null;
                });
    }

    private static @Nullable String state(ExternalContactStored event) {
        return event.state() == null ? null : event.state().value();
    }

    private static Trigger trigger(TaggingEvent event, Trigger.Cause cause) {
        return new Trigger(
                event.id(), event.corpId(), event.externalUserId(), event.userId(), event.occurredAt(), cause);
    }
}
