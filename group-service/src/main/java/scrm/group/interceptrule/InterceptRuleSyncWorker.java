package scrm.group.interceptrule;

import java.time.Clock;
import java.time.Instant;
import org.springframework.stereotype.Component;

import scrm.events.CorpId;
import scrm.group.interceptrule.InterceptRule.Failure;
import scrm.group.interceptrule.InterceptRule.Status;
import scrm.messaging.Settlement;
import scrm.messaging.Work;
import scrm.messaging.WorkHandler;
import scrm.messaging.WorkRequest;
import scrm.wecom.Caller;
import scrm.wecom.InterceptRules.RuleId;
import scrm.wecom.WeComException;

/** Makes WeCom's rule what ours is by now: edited, or gone. May be repeated. */
@Component
class InterceptRuleSyncWorker implements WorkHandler<InterceptRuleSyncWorker.Payload> {
    static final String KIND = "intercept-rule-sync";

    /** No such rule: what is to be deleted is gone. Source: document 90313. */
    private static final int NO_RULE = 41068;

    private final InterceptRules rules;
    private final scrm.wecom.InterceptRules weCom;
    private final Clock clock;

    InterceptRuleSyncWorker(InterceptRules rules, scrm.wecom.InterceptRules weCom, Clock clock) {
        this.rules = rules;
        this.weCom = weCom;
        this.clock = clock;
    }

    /** Which rule changed. */
    record Payload(long interceptRuleId) {}

    static WorkRequest request(CorpId corpId, InterceptRuleId id, Instant now) {
        return WorkRequest.refresh(KIND, corpId, id.toString(), new Payload(id.value()), now);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Class<Payload> payloadType() {
        return Payload.class;
    }

    @Override
    public Settlement handle(Work<Payload> work) {
        InterceptRule rule = rules.find(
                        work.corpId(), new InterceptRuleId(work.payload().interceptRuleId()))
                .orElse(null);
        RuleId ruleId = rule == null ? null : rule.ruleId();
        if (rule == null || ruleId == null) {
            return Settlement.done();
        }
        Caller caller = Caller.person(work.corpId());
        try {
            if (rule.status() == Status.DELETED) {
                weCom.delete(caller, ruleId);
            } else {
                weCom.update(caller, ruleId, rule.rule());
            }
            return synced(rule);
        } catch (WeComException e) {
            String reason = String.valueOf(e.getMessage());
            return switch (e.kind()) {
                case RETRYABLE, IN_DOUBT -> Settlement.retry(reason, e.retryAfter());
                case MISCONFIGURED ->
                    Settlement.retry(
                            reason,
                            e.retryAfter(),
                            () -> rules.waits(rule, new Failure(reason, e.errcode()), clock.instant()));
                case REFUSED ->
                    rule.status() == Status.DELETED && e.errcode() == NO_RULE
                            ? synced(rule)
                            : Settlement.rejected(
                                    reason,
                                    () -> rules.notSynced(rule, new Failure(reason, e.errcode()), clock.instant()));
            };
        }
    }

    private Settlement synced(InterceptRule rule) {
        return Settlement.done(() -> rules.synced(rule, clock.instant()));
    }
}
