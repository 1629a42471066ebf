package scrm.group.interceptrule;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

import scrm.events.CorpId;
import scrm.group.interceptrule.InterceptRule.Failure;
import scrm.group.interceptrule.InterceptRule.Status;
import scrm.messaging.Settlement;
import scrm.messaging.Work;
import scrm.messaging.WorkHandler;
import scrm.messaging.WorkRequest;
import scrm.wecom.Caller;
import scrm.wecom.InterceptRules.ListedRule;
import scrm.wecom.InterceptRules.RuleId;
import scrm.wecom.WeComException;

/**
 * Makes a rule at WeCom, once: each {@code add} makes one more. After a lost reply WeCom's list is looked through for a
 * rule that says the same and is nobody's: it is this one. If there is none, none was made.
 */
@Component
class InterceptRuleWorker implements WorkHandler<InterceptRuleWorker.Payload> {
    static final String KIND = "intercept-rule";

    /** What was made is listed by then. */
    private static final Duration UNTIL_LISTED = Duration.ofSeconds(30);

    private final InterceptRules rules;
    private final scrm.wecom.InterceptRules weCom;
    private final Clock clock;

    InterceptRuleWorker(InterceptRules rules, scrm.wecom.InterceptRules weCom, Clock clock) {
        this.rules = rules;
        this.weCom = weCom;
        this.clock = clock;
    }

    /** Which rule is to be made. */
    record Payload(long interceptRuleId) {}

    /** Once per version: another version is a person's wish to try again. */
    static WorkRequest request(InterceptRule rule, Instant now) {
        return WorkRequest.once(
                KIND,
                rule.corpId(),
                rule.id() + ":" + rule.version(),
                new Payload(rule.id().value()),
                now);
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
    public boolean repeatable() {
        return false;
    }

    /** Two that say the same must not take one another for themselves. */
    @Override
    public int concurrency() {
        return 1;
    }

    @Override
    public Settlement handle(Work<Payload> work) {
        InterceptRule rule = waiting(work).orElse(null);
        if (rule == null) {
            return Settlement.done();
        }
        try {
            return made(rule, weCom.add(Caller.person(work.corpId()).noting(work.call()::begin), rule.rule()));
        } catch (WeComException e) {
            return switch (e.kind()) {
                case RETRYABLE -> Settlement.retry(reason(e), e.retryAfter());
                case IN_DOUBT -> Settlement.unknown(reason(e), UNTIL_LISTED);
                case MISCONFIGURED ->
                    Settlement.retry(
                            reason(e),
                            e.retryAfter(),
                            () -> rules.waits(rule, new Failure(reason(e), e.errcode()), clock.instant()));
                case REFUSED -> notMade(rule, Status.FAILED, new Failure(reason(e), e.errcode()));
            };
        }
    }

    @Override
    public Settlement resolve(Work<Payload> work, Instant calledAt) {
        InterceptRule rule = waiting(work).orElse(null);
        if (rule == null) {
            return Settlement.done();
        }
        try {
            List<RuleId> found = nobodys(work.corpId(), rule);
            return switch (found.size()) {
                case 0 -> Settlement.retry("WeCom has no such rule", Duration.ZERO);
                case 1 -> made(rule, found.getFirst());
                default ->
                    notMade(
                            rule,
                            Status.UNKNOWN,
                            new Failure("several of WeCom's rules could be this one", WeComException.NO_ERRCODE));
            };
        } catch (WeComException e) {
            return Settlement.unknown(reason(e), e.retryAfter());
        }
    }

    /** Rules of WeCom's that say the same and that we hold under no name. */
    private List<RuleId> nobodys(CorpId corpId, InterceptRule rule) {
        Caller caller = Caller.person(corpId);
        Set<RuleId> ours = new HashSet<>(rules.ruleIds(corpId));
        return weCom.list(caller).stream()
                .filter(listed -> listed.name().equals(rule.rule().name()))
                .map(ListedRule::ruleId)
                .filter(ruleId -> !ours.contains(ruleId))
                .filter(ruleId -> InterceptRule.same(weCom.get(caller, ruleId), rule.rule()))
                .toList();
    }

    private Optional<InterceptRule> waiting(Work<Payload> work) {
        return rules.find(work.corpId(), new InterceptRuleId(work.payload().interceptRuleId()))
                .filter(rule -> rule.status() == Status.CREATING);
    }

    private Settlement made(InterceptRule rule, RuleId ruleId) {
        return Settlement.done(() -> rules.made(rule.corpId(), rule.id(), ruleId, clock.instant()));
    }

    private Settlement notMade(InterceptRule rule, Status as, Failure failure) {
        return Settlement.rejected(
                failure.reason(), () -> rules.notMade(rule.corpId(), rule.id(), as, failure, clock.instant()));
    }

    private static String reason(WeComException e) {
        return String.valueOf(e.getMessage());
    }
}
