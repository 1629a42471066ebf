package scrm.tag.firing;

import static java.util.stream.Collectors.toSet;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.CorpId;
import scrm.events.Event;
import scrm.messaging.EventJson;
import scrm.messaging.Trace;
import scrm.messaging.TransactionBatch;
import scrm.messaging.WorkQueue;
import scrm.messaging.WorkRequest;
import scrm.tag.firing.Firings.OfRule;
import scrm.tag.rule.ContactFacts;
import scrm.tag.rule.RuleBook;
import scrm.tag.rule.TaggingRule;
import scrm.tag.rule.Trigger;

/**
 * Holds what happened to contacts against the rules; all of a transaction together. What happens to a contact whose
 * source is yet to be known waits for it, a bounded while.
 */
@Service
@Transactional
class FireRules {
    private static final Duration NEXT_LOOK = Duration.ofSeconds(1);

    /** How long ago a rule may have fired that set off another. */
    private static final Duration LATELY = Duration.ofHours(1);

    private final RuleBook book;
    private final Facts facts;
    private final Firings firings;
    private final AssignRuleTags assign;
    private final WorkQueue work;
    private final EventJson json;
    private final Clock clock;
    private final TransactionBatch.Sink<Heard> heard = this::fire;

    FireRules(
            RuleBook book,
            Facts facts,
            Firings firings,
            AssignRuleTags assign,
            WorkQueue work,
            EventJson json,
            Clock clock) {
        this.book = book;
        this.facts = facts;
        this.firings = firings;
        this.assign = assign;
        this.work = work;
        this.json = json;
        this.clock = clock;
    }

    /**
     * A trigger, in the trace of what told it.
     *
     * @param event that told it; absent if it need not wait
     * @param until when it waits no longer
     * @param rules those that it touches
     */
    private record Heard(
            Trigger trigger, @Nullable Event event, Instant until, List<TaggingRule> rules, String traceparent) {
        Heard(Trigger trigger, @Nullable Event event, Instant until, List<TaggingRule> rules) {
            this(trigger, event, until, rules, Trace.current());
        }

        Heard touching(List<TaggingRule> of) {
            return new Heard(
                    trigger,
                    event,
                    until,
                    of.stream().filter(rule -> rule.touchedBy(trigger)).toList(),
                    traceparent);
        }

        ContactKey contact() {
            return ContactKey.of(trigger);
        }
    }

    /** Which events of a poll touch a rule. */
    Predicate<Event> concerning(List<Event> poll) {
        List<Trigger> triggers =
                poll.stream().map(Triggers::of).flatMap(Optional::stream).toList();
        Map<CorpId, List<TaggingRule>> rules =
                book.enabled(triggers.stream().map(Trigger::corpId).collect(toSet()));
        return event -> Triggers.of(event)
                .filter(trigger -> rules.getOrDefault(trigger.corpId(), List.of()).stream()
                        .anyMatch(rule -> rule.touchedBy(trigger)))
                .isPresent();
    }

    /** Something happened; looked at before the transaction commits. */
    void heard(Event event) {
        again(event, clock.instant().plus(Arrivals.PATIENCE));
    }

    /** As {@link #heard}, of something that waits until a time at most. */
    void again(Event event, Instant until) {
        Triggers.of(event)
                .ifPresent(trigger -> TransactionBatch.add(heard, new Heard(trigger, event, until, List.of())));
    }

    /** A rule found contacts idle. */
    void idle(TaggingRule rule, List<Trigger> triggers) {
        triggers.forEach(trigger -> TransactionBatch.add(heard, new Heard(trigger, null, Instant.MIN, List.of(rule))));
    }

    private void fire(List<Heard> all) {
        Map<CorpId, List<TaggingRule>> rules =
                book.enabled(all.stream().map(one -> one.trigger().corpId()).collect(toSet()));
        List<Heard> concerning = all.stream()
                .map(one -> one.event() == null
                        ? one
                        : one.touching(rules.getOrDefault(one.trigger().corpId(), List.of())))
                .filter(one -> !one.rules().isEmpty())
                .toList();
        List<Heard> ready = withoutThoseThatWait(concerning);
        if (!ready.isEmpty()) {
            fireReady(ready);
        }
    }

    private List<Heard> withoutThoseThatWait(List<Heard> all) {
        Instant now = clock.instant();
        List<Heard> mayWait = all.stream()
                .filter(one -> one.event() != null && now.isBefore(one.until()))
                .toList();
        if (mayWait.isEmpty()) {
            return all;
        }
        Instant earliest = earliest(mayWait).minus(Arrivals.PATIENCE.multipliedBy(2));
        Map<ContactKey, Arrivals> arrivals = facts.arrivals(contacts(mayWait), earliest);
        List<Heard> waiting = mayWait.stream()
                .filter(one ->
                        Objects.requireNonNull(arrivals.get(one.contact())).awaited(one.trigger()))
                .toList();
        waiting.forEach(one -> Trace.within(one.traceparent(), () -> await(one, now.plus(NEXT_LOOK))));
        return all.stream().filter(one -> !waiting.contains(one)).toList();
    }

    private void await(Heard one, Instant dueAt) {
        String event = new String(json.write(Objects.requireNonNull(one.event())), StandardCharsets.UTF_8);
        work.submit(WorkRequest.refresh(
                AwaitSource.KIND,
                one.trigger().corpId(),
                one.trigger().id().value(),
                new AwaitSource(event, one.until()),
                dueAt));
    }

    private void fireReady(List<Heard> ready) {
        Needs needs =
                Needs.of(ready.stream().flatMap(one -> one.rules().stream()).collect(toSet()));
        Instant latest = ready.stream()
                .map(one -> one.trigger().at())
                .max(Comparator.naturalOrder())
                .orElseThrow();
        Map<ContactKey, ContactFacts> known = facts.of(contacts(ready), needs, earliest(ready), latest);
        Map<OfRule, Integer> depths = depths(ready);
        Instant now = clock.instant();
        Map<Firing, String> fired = new LinkedHashMap<>();
        for (Heard one : ready) {
            ContactFacts ofContact = known.getOrDefault(one.contact(), ContactFacts.NONE);
            int depth = 1 + causedBy(one).map(depths::get).orElse(0);
            one.rules().stream()
                    .filter(rule -> rule.when().holds(one.trigger(), ofContact))
                    .map(rule -> new Firing(
                            rule,
                            one.trigger(),
                            Firing.relations(rule, one.trigger(), ofContact),
                            depth,
                            now,
                            assign.today(rule.corpId(), now)))
                    .filter(firing -> !firing.relations().isEmpty())
                    .forEach(firing -> fired.put(firing, one.traceparent()));
        }
        firings.add(new ArrayList<>(fired.keySet())).stream()
                .filter(firing -> !firing.isTooDeep())
                .forEach(firing -> Trace.within(fired.get(firing), () -> assign.assign(firing)));
    }

    private Map<OfRule, Integer> depths(List<Heard> ready) {
        Set<OfRule> causes = ready.stream()
                .map(FireRules::causedBy)
                .flatMap(Optional::stream)
                .collect(toSet());
        return firings.depths(causes, clock.instant().minus(LATELY));
    }

    /** The rule that changed the tags which set this off. */
    private static Optional<OfRule> causedBy(Heard one) {
        return one.trigger().cause() instanceof Trigger.Tagged tagged
                ? TaggingRule.idOf(tagged.source()).map(id -> new OfRule(one.contact(), id))
                : Optional.empty();
    }

    private static Instant earliest(Collection<Heard> all) {
        return all.stream()
                .map(one -> one.trigger().at())
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    private static Set<ContactKey> contacts(Collection<Heard> all) {
        return all.stream().map(Heard::contact).collect(toSet());
    }
}
