package scrm.tag.firing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.EventId;
import scrm.messaging.WorkQueue;
import scrm.tag.firing.IdleContacts.Place;
import scrm.tag.rule.Condition;
import scrm.tag.rule.SweepIdle;
import scrm.tag.rule.TaggingRule;
import scrm.tag.rule.Trigger;

/**
 * Goes along the contacts in the order of their last activity, up to those who have been idle for long enough. Who does
 * something again stands further ahead, and is met again when idle for as long again.
 */
@Service
@Transactional
class FindIdleContacts {
    private static final int SLICE = 500;
    private static final Duration REST = Duration.ofMinutes(1);

    private final IdleContacts contacts;
    private final FireRules fire;
    private final WorkQueue work;
    private final Clock clock;

    FindIdleContacts(IdleContacts contacts, FireRules fire, WorkQueue work, Clock clock) {
        this.contacts = contacts;
        this.fire = fire;
        this.work = work;
        this.clock = clock;
    }

    /** The next slice of contacts that a rule finds idle; asks for the one after it. */
    void next(TaggingRule rule) {
        Instant now = clock.instant();
        boolean more = false;
        for (int days : days(rule)) {
            more |= next(rule, days, now);
        }
        work.submit(SweepIdle.request(rule.corpId(), rule.id(), more ? now : now.plus(REST)));
    }

    private static List<Integer> days(TaggingRule rule) {
        return rule.when()
                .leaves(true)
                .filter(Condition.Leaf::wanted)
                .map(Condition.Leaf::condition)
                .filter(Condition.Idle.class::isInstance)
                .map(leaf -> ((Condition.Idle) leaf).days())
                .distinct()
                .toList();
    }

    private boolean next(TaggingRule rule, int days, Instant now) {
        Instant until = now.minus(Duration.ofDays(days));
        List<Place> slice = contacts.after(rule.corpId(), contacts.place(rule, days), until, SLICE);
        if (!slice.isEmpty()) {
            fire.idle(
                    rule,
                    slice.stream().map(place -> trigger(rule, days, place, now)).toList());
            contacts.move(rule, days, slice.getLast());
        }
        return slice.size() == SLICE;
    }

    private static Trigger trigger(TaggingRule rule, int days, Place place, Instant now) {
        EventId id = EventId.derived(
                "idle",
                rule.corpId().value(),
                place.externalUserId(),
                String.valueOf(days),
                place.lastActiveAt().toString());
        return new Trigger(id, rule.corpId(), IdleContacts.contact(place), null, now, new Trigger.Idle(days));
    }
}
