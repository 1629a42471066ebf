package scrm.channel.outcome;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;

/**
 * Keeps beside each relation when its contact first joined a group and first wrote, and beside each order the relation
 * that it counts for, so that reports need not look for them. What is kept is a function of which relations, joins,
 * answers and orders there are, in whichever order they come.
 *
 * <p>Whoever records something writes its own row first, calls this in the same transaction, and this looks at the
 * other side with locking reads. So of two transactions at once, one that records a relation and one that records what
 * its contact did, at least one sees the other's row: whichever reads second finds the row that the other wrote before
 * it read, and waits until it is committed. If each waits for the other, the server ends one of them as a deadlock, and
 * it is tried again. A read without a lock, or one before the own row is written, would lose it: neither would see the
 * other.
 */
@Service
public class LinkOutcomes {
    private final Outcomes outcomes;

    LinkOutcomes(Outcomes outcomes) {
        this.outcomes = outcomes;
    }

    /** Joins were recorded. */
    public void joined(List<Join> joins) {
        Set<Contact> contacts = joins.stream().map(Join::contact).collect(Collectors.toSet());
        link(outcomes.lockRelations(contacts), UnaryOperator.identity(), joins, List.of());
    }

    /** Answers were recorded. */
    public void answered(List<Answer> answers) {
        Set<Contact> contacts = answers.stream().map(Answer::contact).collect(Collectors.toSet());
        link(outcomes.lockRelations(contacts), UnaryOperator.identity(), List.of(), answers);
    }

    /**
     * An order was recorded.
     *
     * @param conversionId its row
     * @param at when it was placed
     */
    public void ordered(CorpId corpId, ExternalUserId externalUserId, long conversionId, Instant at) {
        Contact contact = new Contact(corpId, externalUserId);
        relink(outcomes.lockRelations(Set.of(contact)), List.of(new Order(conversionId, contact, at, null)));
    }

    /** Relations of these contacts began, or are now known to have begun at another time or by another channel. */
    public void began(Set<Contact> contacts) {
        if (contacts.isEmpty()) {
            return;
        }
        List<Relation> relations = outcomes.lockRelations(contacts);
        link(relations, Relation::bare, outcomes.joins(contacts), outcomes.answers(contacts));
        relink(relations, outcomes.lockOrders(contacts));
    }

    private void link(List<Relation> relations, UnaryOperator<Relation> start, List<Join> joins, List<Answer> answers) {
        Map<Contact, List<Join>> joinsOf = joins.stream().collect(Collectors.groupingBy(Join::contact));
        Map<Contact, List<Answer>> answersOf = answers.stream().collect(Collectors.groupingBy(Answer::contact));
        outcomes.storeRelations(relations.stream()
                .flatMap(before -> {
                    Relation after = start.apply(before);
                    for (Join join : joinsOf.getOrDefault(before.contact(), List.of())) {
                        after = after.with(join);
                    }
                    for (Answer answer : answersOf.getOrDefault(before.contact(), List.of())) {
                        after = after.with(answer);
                    }
                    return after.equals(before) ? Stream.empty() : Stream.of(after);
                })
                .toList());
    }

    private void relink(List<Relation> relations, List<Order> orders) {
        Map<Contact, List<Relation>> relationsOf = relations.stream().collect(Collectors.groupingBy(Relation::contact));
        outcomes.storeOrders(orders.stream()
                .flatMap(before -> {
                    Order after = before.among(relationsOf.getOrDefault(before.contact(), List.of()));
                    return after.equals(before) ? Stream.empty() : Stream.of(after);
                })
                .toList());
    }
}
