package scrm.group.interceptrule;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import scrm.events.CorpId;
import scrm.group.interceptrule.InterceptRule.Failure;
import scrm.group.interceptrule.InterceptRule.Status;
import scrm.group.interceptrule.InterceptRule.Sync;
import scrm.wecom.InterceptRules.Rule;
import scrm.wecom.InterceptRules.RuleId;

/** Every corp's intercept rules. */
interface InterceptRules {
    /** Adds one that is to be made. */
    InterceptRuleId add(CorpId corpId, Rule rule, Instant now);

    Optional<InterceptRule> find(CorpId corpId, InterceptRuleId id);

    /** As {@link #find}, and nobody else changes it until the transaction ends. */
    Optional<InterceptRule> lock(CorpId corpId, InterceptRuleId id);

    /** All but deleted ones, unless they are asked for, in the order of their ids from after the given one on. */
    List<InterceptRule> list(CorpId corpId, @Nullable Status status, long after, int limit);

    /** How many WeCom has or may come to have. */
    int count(CorpId corpId);

    /** WeCom's handles of all that are not deleted. */
    List<RuleId> ruleIds(CorpId corpId);

    /** Replaces what people decide about a locked one, and forgets its failure. */
    void edit(CorpId corpId, InterceptRuleId id, Rule rule, Status status, Sync sync, Instant now);

    /** WeCom made one that was to be made. */
    void made(CorpId corpId, InterceptRuleId id, RuleId ruleId, Instant now);

    /** WeCom did not make it, or nobody knows. */
    void notMade(CorpId corpId, InterceptRuleId id, Status as, Failure failure, Instant now);

    /** WeCom took the edit of this version; a later edit is left alone. */
    void synced(InterceptRule rule, Instant now);

    /** WeCom refused the edit of this version. */
    void notSynced(InterceptRule rule, Failure failure, Instant now);

    /** Tells what it waits for. */
    void waits(InterceptRule rule, Failure why, Instant now);

    /** WeCom shows this under a handle: a rule that we do not know, or an edit that was not made here. */
    void seen(CorpId corpId, RuleId ruleId, Rule rule, Instant now);

    /** WeCom lists none of these any more. */
    void gone(CorpId corpId, Collection<RuleId> ruleIds, Instant now);
}
