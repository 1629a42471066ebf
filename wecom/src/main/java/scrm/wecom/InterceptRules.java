package scrm.wecom;

import java.time.Instant;
import java.util.List;
import java.util.Set;

import scrm.events.UserId;

/** Rules against words that members must not send (敏感词), 100 a corp. Source: document 95097. */
public interface InterceptRules {
    /** Makes one, {@code add_intercept_rule}. Must not be repeated blindly; {@link #list} shows what was made. */
    RuleId add(Caller caller, Rule rule);

    /** All rules, {@code get_intercept_rule_list}. */
    List<ListedRule> list(Caller caller);

    /** One rule, {@code get_intercept_rule}. */
    Rule get(Caller caller, RuleId ruleId);

    /** Makes a rule be so, {@code update_intercept_rule}; reads it first, for the API takes changes of the range. */
    void update(Caller caller, RuleId ruleId, Rule rule);

    /** Deletes one of ours, {@code del_intercept_rule}. */
    void delete(Caller caller, RuleId ruleId);

    record RuleId(String value) {}

    /** What else is caught. */
    enum Semantics {
        PHONE_NUMBER,
        EMAIL,
        RED_PACKET
    }

    /** What happens to what is caught. */
    enum Action {
        BLOCK,
        WARN
    }

    /**
     * A rule.
     *
     * @param name 1 to 20 characters
     * @param words 300 at most, of 32 characters at most
     * @param users with departments: whom it concerns, 1000 each at most
     */
    record Rule(
            String name,
            List<String> words,
            Set<Semantics> semantics,
            Action action,
            List<UserId> users,
            List<Long> departments) {
        public Rule {
            words = List.copyOf(words);
            semantics = Set.copyOf(semantics);
            users = List.copyOf(users);
            departments = List.copyOf(departments);
        }
    }

    record ListedRule(RuleId ruleId, String name, Instant createTime) {}
}
