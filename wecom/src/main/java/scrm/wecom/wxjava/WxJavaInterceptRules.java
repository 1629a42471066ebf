package scrm.wecom.wxjava;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

import scrm.events.UserId;
import scrm.wecom.Caller;
import scrm.wecom.InterceptRules;

final class WxJavaInterceptRules implements InterceptRules {
    private static final int BLOCK = 1;
    private static final int WARN = 2;

    private final WxJavaCalls calls;

    WxJavaInterceptRules(WxJavaCalls calls) {
        this.calls = calls;
    }

    @Override
    public RuleId add(Caller caller, Rule rule) {
        return calls.post(
                caller,
                Api.ADD_INTERCEPT_RULE,
                new Add(
                        rule.name(),
                        rule.words(),
                        codes(rule.semantics()),
                        type(rule.action()),
                        range(rule.users(), rule.departments())),
                Handle.class,
                answer -> new RuleId(Objects.requireNonNull(answer.ruleId)));
    }

    @Override
    public List<ListedRule> list(Caller caller) {
        return calls.get(
                caller,
                Api.GET_INTERCEPT_RULE_LIST,
                Map.of(),
                Listed.class,
                answer -> WxJavaJson.list(
                        answer.ruleList,
                        rule -> new ListedRule(
                                new RuleId(rule.ruleId),
                                rule.ruleName == null ? "" : rule.ruleName,
                                Instant.ofEpochSecond(rule.createTime))));
    }

    @Override
    public Rule get(Caller caller, RuleId ruleId) {
        return calls.post(
                caller, Api.GET_INTERCEPT_RULE, new Handle(ruleId.value()), Found.class, answer -> rule(answer.rule));
    }

    @Override
    public void update(Caller caller, RuleId ruleId, Rule rule) {
        Rule before = get(caller, ruleId);
        calls.post(
                caller,
                Api.UPDATE_INTERCEPT_RULE,
                new Update(
                        ruleId.value(),
                        rule.name(),
                        rule.words(),
                        new ExtraRule(codes(rule.semantics())),
                        type(rule.action()),
                        range(without(rule.users(), before.users()), without(rule.departments(), before.departments())),
                        range(
                                without(before.users(), rule.users()),
                                without(before.departments(), rule.departments()))));
    }

    @Override
    public void delete(Caller caller, RuleId ruleId) {
        calls.post(caller, Api.DEL_INTERCEPT_RULE, new Handle(ruleId.value()));
    }

    private static Rule rule(Fields rule) {
        List<Integer> codes = rule.semanticsList;
        if (codes == null && rule.extraRule != null) {
            codes = rule.extraRule.semanticsList;
        }
        Range range = rule.applicableRange;
        return new Rule(
                rule.ruleName == null ? "" : rule.ruleName,
                WxJavaJson.list(rule.wordList, word -> word),
                semantics(codes),
                rule.interceptType == BLOCK ? Action.BLOCK : Action.WARN,
                range == null ? List.of() : WxJavaJson.list(range.userList, UserId::new),
                range == null ? List.of() : WxJavaJson.list(range.departmentList, id -> id));
    }

    private static <T> List<T> without(List<T> all, List<T> some) {
        return all.stream().filter(item -> !some.contains(item)).toList();
    }

    private static @Nullable Range range(List<UserId> users, List<Long> departments) {
        return users.isEmpty() && departments.isEmpty()
                ? null
                : new Range(WxJavaJson.values(users), departments.isEmpty() ? null : departments);
    }

    private static int type(Action action) {
        return action == Action.BLOCK ? BLOCK : WARN;
    }

    private static List<Integer> codes(Set<Semantics> semantics) {
        return semantics.stream()
                .map(s -> switch (s) {
                    case PHONE_NUMBER -> 1;
                    case EMAIL -> 2;
                    case RED_PACKET -> 3;
                })
                .sorted()
                .toList();
    }

    /** Kinds that are new to us are left out: they are set in the console and none of ours. */
    private static Set<Semantics> semantics(@Nullable List<Integer> codes) {
        return WxJavaJson.list(codes, code -> code).stream()
                .filter(code -> code >= 1 && code <= 3)
                .map(code -> switch (code) {
                    case 1 -> Semantics.PHONE_NUMBER;
                    case 2 -> Semantics.EMAIL;
                    default -> Semantics.RED_PACKET;
                })
                .collect(Collectors.toSet());
    }

    private record Add(
            String ruleName,
            List<String> wordList,
            List<Integer> semanticsList,
            int interceptType,
            @Nullable Range applicableRange) {}

    private record Update(
            String ruleId,
            String ruleName,
            List<String> wordList,
            ExtraRule extraRule,
            int interceptType,
            @Nullable Range addApplicableRange,
            @Nullable Range removeApplicableRange) {}

    private record Range(
            @Nullable List<String> userList, @Nullable List<Long> departmentList) {}

    private record ExtraRule(@Nullable List<Integer> semanticsList) {}

    private record Handle(String ruleId) {}

    private record Listed(@Nullable List<ListedFields> ruleList) {}

    private record ListedFields(String ruleId, @Nullable String ruleName, long createTime) {}

    private record Found(Fields rule) {}

    private record Fields(
            @Nullable String ruleName,
            @Nullable List<String> wordList,
            @Nullable List<Integer> semanticsList,
            @Nullable ExtraRule extraRule,
            int interceptType,
            @Nullable Range applicableRange) {}
}
