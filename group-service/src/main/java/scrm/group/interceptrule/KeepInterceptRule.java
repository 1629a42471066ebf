package scrm.group.interceptrule;

import java.time.Clock;
import java.time.Instant;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.CorpId;
import scrm.group.interceptrule.InterceptRule.Status;
import scrm.group.interceptrule.InterceptRule.Sync;
import scrm.messaging.WorkQueue;
import scrm.rest.Conflict;
import scrm.rest.IfMatch;
import scrm.rest.NotFound;
import scrm.wecom.InterceptRules.Rule;

/** Writes down what people want of intercept rules; WeCom is asked afterwards. */
@Service
class KeepInterceptRule {
    private final InterceptRules rules;
    private final WorkQueue work;
    private final Clock clock;

    KeepInterceptRule(InterceptRules rules, WorkQueue work, Clock clock) {
        this.rules = rules;
        this.work = work;
        this.clock = clock;
    }

    @Transactional
    InterceptRule create(CorpId corpId, Rule rule) {
        if (rules.count(corpId) >= InterceptRule.MOST) {
            throw Conflict.of("intercept_rules_full", InterceptRule.MOST);
        }
        return asked(corpId, rules.add(corpId, rule, clock.instant()));
    }

    /** Edits; WeCom follows. One that WeCom had refused is tried again as it is now. */
    @Transactional
    InterceptRule edit(CorpId corpId, InterceptRuleId id, IfMatch ifMatch, Rule rule) {
        InterceptRule before = lock(corpId, id);
        ifMatch.check(before.version());
        switch (before.status()) {
            case CREATING -> throw Conflict.of("intercept_rule_creating");
            case UNKNOWN -> throw Conflict.of("intercept_rule_unknown");
            case DELETED -> throw Conflict.of("intercept_rule_deleted");
            case FAILED -> store(before, rule, Status.CREATING, Sync.IN_SYNC);
            case ACTIVE -> store(before, rule, Status.ACTIVE, Sync.PENDING);
        }
        return asked(corpId, id);
    }

    /**
     * Has WeCom asked once more for what it did not do, by a person's decision. If the answer of one that is
     * {@code UNKNOWN} was lost after it was made, WeCom has two of it then.
     */
    @Transactional
    InterceptRule retry(CorpId corpId, InterceptRuleId id) {
        InterceptRule before = lock(corpId, id);
        if (before.sync() == Sync.FAILED) {
            store(before, before.rule(), before.status(), Sync.PENDING);
            return asked(corpId, id);
        }
        return switch (before.status()) {
            case CREATING, ACTIVE, DELETED -> before;
            case FAILED, UNKNOWN -> {
                store(before, before.rule(), Status.CREATING, Sync.IN_SYNC);
                yield asked(corpId, id);
            }
        };
    }

    /** Takes it down at WeCom, if it is there. */
    @Transactional
    InterceptRule delete(CorpId corpId, InterceptRuleId id) {
        InterceptRule before = lock(corpId, id);
        switch (before.status()) {
            case DELETED -> {
                return before;
            }
            case CREATING -> throw Conflict.of("intercept_rule_creating");
            case FAILED, UNKNOWN -> store(before, before.rule(), Status.DELETED, Sync.IN_SYNC);
            case ACTIVE -> store(before, before.rule(), Status.DELETED, Sync.PENDING);
        }
        return asked(corpId, id);
    }

    private void store(InterceptRule before, Rule rule, Status status, Sync sync) {
        rules.edit(before.corpId(), before.id(), rule, status, sync, clock.instant());
    }

    /** Asks WeCom for what is not as it is to be. */
    private InterceptRule asked(CorpId corpId, InterceptRuleId id) {
        InterceptRule rule = rules.find(corpId, id).orElseThrow();
        Instant now = clock.instant();
        if (rule.status() == Status.CREATING) {
            work.submit(InterceptRuleWorker.request(rule, now));
        } else if (rule.sync() == Sync.PENDING) {
            work.submit(InterceptRuleSyncWorker.request(corpId, id, now));
        }
        return rule;
    }

    private InterceptRule lock(CorpId corpId, InterceptRuleId id) {
        return rules.lock(corpId, id).orElseThrow(() -> NotFound.of("intercept-rule"));
    }
}
