package scrm.group.interceptrule;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

import scrm.events.CorpId;
import scrm.wecom.InterceptRules.Rule;
import scrm.wecom.InterceptRules.RuleId;

/**
 * A rule against words that members must not send (敏感词), over one of WeCom's (document 95097).
 *
 * @param id its id
 * @param corpId its corp
 * @param rule what people decide about it
 * @param status how far it has come
 * @param sync whether WeCom has the latest edit
 * @param ruleId WeCom's handle, once it is made
 * @param failure why it was not made, or why WeCom refused the latest edit; while either is still to come, what it
 *     waits for
 * @param version counts changes
 * @param createdAt when it was asked for, or found
 * @param updatedAt when it last changed
 */
record InterceptRule(
        InterceptRuleId id,
        CorpId corpId,
        Rule rule,
        Status status,
        Sync sync,
        @Nullable RuleId ruleId,
        @Nullable Failure failure,
        int version,
        Instant createdAt,
        Instant updatedAt) {
    /** How many a corp may have. */
    static final int MOST = 100;

    /** How far it has come. */
    enum Status {
        /** WeCom is being asked to make it, or will be once the corp's settings are mended. */
        CREATING,
        /** Members cannot send its words. */
        ACTIVE,
        /** WeCom refused; an edit or a retry tries again. */
        FAILED,
        /** WeCom's answer was lost, and several of its rules could be this one: a person decides. */
        UNKNOWN,
        /** Taken down, here or at WeCom. */
        DELETED
    }

    /** Whether WeCom has the latest edit. */
    enum Sync {
        IN_SYNC,
        PENDING,
        FAILED
    }

    /**
     * WeCom's refusal, or that there was no answer.
     *
     * @param errcode WeCom's code, 0 if it gave none
     */
    record Failure(String reason, int errcode) {}

    /** Whether two rules are the same to WeCom, whatever the order of their lists. */
    static boolean same(Rule one, Rule other) {
        return one.name().equals(other.name())
                && one.action() == other.action()
                && one.semantics().equals(other.semantics())
                && Set.copyOf(one.words()).equals(Set.copyOf(other.words()))
                && Set.copyOf(one.users()).equals(Set.copyOf(other.users()))
                && Set.copyOf(one.departments()).equals(Set.copyOf(other.departments()));
    }
}
