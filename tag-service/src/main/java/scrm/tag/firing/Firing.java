package scrm.tag.firing;

import java.time.Instant;
import java.time.LocalDate;

import scrm.tag.rule.TaggingRule;
import scrm.tag.rule.Trigger;

/**
 * That a rule's condition came true on a trigger.
 *
 * @param rule the rule, in its version
 * @param trigger what set it off
 * @param depth 1 if it was something that happened, more if it was what another rule did
 * @param at when
 * @param on the day, in the corp's time zone
 */
record Firing(TaggingRule rule, Trigger trigger, int depth, Instant at, LocalDate on) {
    /** Rules that set one another off are refused when they are saved; this ends what escaped that. */
    static final int MOST_DEEP = 10;

    boolean isTooDeep() {
        return depth > MOST_DEEP;
    }
}
