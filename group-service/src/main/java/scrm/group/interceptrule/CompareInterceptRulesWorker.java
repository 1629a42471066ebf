package scrm.group.interceptrule;

import java.time.Clock;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

import scrm.events.CorpId;
import scrm.messaging.job.JobHandler;
import scrm.wecom.Caller;
import scrm.wecom.InterceptRules.ListedRule;
import scrm.wecom.InterceptRules.Rule;
import scrm.wecom.InterceptRules.RuleId;
import scrm.wecom.WeComException;

/**
 * Takes over what WeCom has: rules that were made elsewhere, edits that were not made here, and that some are gone. A
 * rule whose making is still in doubt is left to its own worker.
 */
@Component
class CompareInterceptRulesWorker implements JobHandler<CompareInterceptRules> {
    /** A call each, and a slice should take seconds. */
    private static final int LOT = 20;

    private final InterceptRules rules;
    private final scrm.wecom.InterceptRules weCom;
    private final Clock clock;

    CompareInterceptRulesWorker(InterceptRules rules, scrm.wecom.InterceptRules weCom, Clock clock) {
        this.rules = rules;
        this.weCom = weCom;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return CompareInterceptRules.KIND;
    }

    @Override
    public Class<CompareInterceptRules> parametersType() {
        return CompareInterceptRules.class;
    }

    @Override
    public Slice next(Position<CompareInterceptRules> position) {
        try {
            return compare(position.corpId(), position.checkpoint());
        } catch (WeComException e) {
            Slice again = Slice.upTo(position.checkpoint(), 0, List.of());
            return switch (e.kind()) {
                case RETRYABLE, IN_DOUBT -> again.thenRest(e.retryAfter());
                case MISCONFIGURED -> again.thenRest(e.untilMended());
                case REFUSED -> throw e;
            };
        }
    }

    /** @param after all rules up to this one are done */
    private Slice compare(CorpId corpId, String after) {
        Caller caller = Caller.sync(corpId);
        // Ours first: what is made meanwhile is not listed and not gone either.
        Set<RuleId> gone = new HashSet<>(rules.ruleIds(corpId));
        List<RuleId> listed =
                weCom.list(caller).stream().map(ListedRule::ruleId).toList();
        listed.forEach(gone::remove);
        List<RuleId> lot = listed.stream()
                .filter(ruleId -> ruleId.value().compareTo(after) > 0)
                .sorted(Comparator.comparing(RuleId::value))
                .limit(LOT)
                .toList();
        Map<RuleId, Rule> shown = new LinkedHashMap<>();
        lot.forEach(ruleId -> shown.put(ruleId, weCom.get(caller, ruleId)));
        Slice slice = lot.size() < LOT
                ? Slice.last(lot.size(), List.of())
                : Slice.upTo(lot.getLast().value(), lot.size(), List.of());
        return slice.ofTotal(listed.size()).with(() -> {
            take(corpId, shown);
            rules.gone(corpId, gone, clock.instant());
        });
    }

    private void take(CorpId corpId, Map<RuleId, Rule> shown) {
        Map<RuleId, InterceptRule> held = new LinkedHashMap<>();
        rules.list(corpId, null, 0, Integer.MAX_VALUE).forEach(rule -> {
            RuleId ruleId = rule.ruleId();
            if (ruleId != null) {
                held.put(ruleId, rule);
            }
        });
        boolean nothingInTheMaking =
                rules.list(corpId, InterceptRule.Status.CREATING, 0, 1).isEmpty();
        shown.forEach((ruleId, rule) -> {
            InterceptRule ours = held.get(ruleId);
            if (ours == null ? nothingInTheMaking : !InterceptRule.same(ours.rule(), rule)) {
                rules.seen(corpId, ruleId, rule, clock.instant());
            }
        });
    }
}
