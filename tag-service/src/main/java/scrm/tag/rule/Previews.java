package scrm.tag.rule;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.TagId;

/** Asks the history which contacts a condition would have been true of. */
interface Previews {
    /**
     * Contacts for whom the condition was true on one of their behaviours that touch it, or is true now if it may
     * become so without any.
     *
     * @param from of behaviours, excluded
     * @param now of behaviours, included
     */
    record Question(CorpId corpId, Condition condition, Instant from, Instant now) {}

    long count(Question question);

    List<ExternalUserId> sample(Question question, int limit);

    /** How many of them other rules fired for since then. */
    Map<Long, Long> firedFor(Question question, Collection<Long> ruleIds);

    /** How many of them have, beside these, another tag of a group. */
    long withOtherTags(Question question, String groupName, Collection<TagId> tagIds);
}
