package scrm.tag.firing;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;

import scrm.events.UserId;
import scrm.tag.behaviour.Behaviour;
import scrm.tag.rule.ContactFacts;
import scrm.tag.rule.TaggingRule;
import scrm.tag.rule.Trigger;

/**
 * That a rule's condition came true on a trigger.
 *
 * @param rule the rule, in its version
 * @param trigger what set it off
 * @param relations whose tags it changes; without any it does not count as one
 * @param depth 1 if it was something that happened, more if it was what another rule did
 * @param at when
 * @param on the day, in the corp's time zone
 */
record Firing(TaggingRule rule, Trigger trigger, Set<UserId> relations, int depth, Instant at, LocalDate on) {
    /** Rules that set one another off are refused when they are saved; this ends what escaped that. */
    static final int MOST_DEEP = 10;

    Firing {
        relations = Set.copyOf(relations);
    }

    boolean isTooDeep() {
        return depth > MOST_DEEP;
    }

    /** A relation that has ended takes no tags; one that has just begun may not have been read yet. */
    static Set<UserId> relations(TaggingRule rule, Trigger trigger, ContactFacts facts) {
        UserId userId = trigger.userId();
        Set<UserId> all = facts.followers().keySet();
        boolean begins =
                trigger.cause() instanceof Trigger.Behaved deed && deed.kind().equals(Behaviour.ADDED);
        return userId != null
                        && rule.action().relations() == TaggingRule.Relations.EVENT
                        && (begins || all.contains(userId))
                ? Set.of(userId)
                : all;
    }
}
