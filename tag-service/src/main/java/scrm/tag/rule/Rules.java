package scrm.tag.rule;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import scrm.events.CorpId;

/** Where tagging rules are kept. */
interface Rules {
    /** What people decide about a rule. */
    record Draft(String name, int priority, boolean enabled, RuleDefinition definition) {}

    /** A version as it was published. */
    record Version(int version, RuleDefinition definition, String actor, Instant publishedAt) {}

    /** Lets one edit of a corp's rules at a time happen, and makes every process read them anew. */
    void lock(CorpId corpId);

    /** How often the rules of corps changed; those that never had any are missing. */
    Map<CorpId, Long> generations(Collection<CorpId> corpIds);

    long add(CorpId corpId, Draft draft, String actor, Instant now);

    /** Publishes a definition as the next version, if it is another one. */
    void edit(TaggingRule before, Draft draft, String actor, Instant now);

    void enable(TaggingRule before, boolean enabled, Instant now);

    void delete(TaggingRule rule, Instant now);

    Optional<TaggingRule> find(CorpId corpId, long id);

    /** Those that fire, lowest priority first. */
    List<TaggingRule> enabled(CorpId corpId);

    /** In the order in which they were made, from after the given one on. */
    List<TaggingRule> after(CorpId corpId, long id, int limit);

    /** Latest first, from before the given one on. */
    List<Version> versions(CorpId corpId, long id, int before, int limit);

    /** How many there are. */
    int count(CorpId corpId);
}
