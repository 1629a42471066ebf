package scrm.group.interceptrule;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Repository;

import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.group.interceptrule.InterceptRule.Failure;
import scrm.group.interceptrule.InterceptRule.Status;
import scrm.group.interceptrule.InterceptRule.Sync;
import scrm.messaging.JdbcTime;
import scrm.wecom.InterceptRules.Action;
import scrm.wecom.InterceptRules.Rule;
import scrm.wecom.InterceptRules.RuleId;
import scrm.wecom.InterceptRules.Semantics;

/** Intercept rules as a table. */
@Repository
class JdbcInterceptRules implements InterceptRules {
    private static final String ONE = "SELECT * FROM intercept_rule WHERE corp_id = :corpId AND id = :id";

    private final JdbcClient client;

    JdbcInterceptRules(JdbcClient client) {
        this.client = client;
    }

    @Override
    public InterceptRuleId add(CorpId corpId, Rule rule, Instant now) {
        KeyHolder key = new GeneratedKeyHolder();
        bound("""
                        INSERT INTO intercept_rule (corp_id, name, words, semantics, action, users, departments, status,
                            sync, version, created_at, updated_at)
                        VALUES (:corpId, :name, :words, :semantics, :action, :users, :departments, 'CREATING',
                            'IN_SYNC', 1, :now, :now)
                        """, corpId, rule, now).update(key);
        return new InterceptRuleId(Objects.requireNonNull(key.getKey()).longValue());
    }

    @Override
    public void edit(CorpId corpId, InterceptRuleId id, Rule rule, Status status, Sync sync, Instant now) {
        bound("""
                        UPDATE intercept_rule
                        SET name = :name, words = :words, semantics = :semantics, action = :action, users = :users,
                            departments = :departments, status = :status, sync = :sync, failure_reason = NULL,
                            failure_errcode = NULL, version = version + 1, updated_at = :now
                        WHERE corp_id = :corpId AND id = :id
                        """, corpId, rule, now)
                .param("status", status.name())
                .param("sync", sync.name())
                .param("id", id.value())
                .update();
    }

    @Override
    public void seen(CorpId corpId, RuleId ruleId, Rule rule, Instant now) {
        // An edit of ours that WeCom does not have yet, or has refused, stands.
        bound("""
                        INSERT INTO intercept_rule (corp_id, name, words, semantics, action, users, departments, status,
                            sync, rule_id, version, created_at, updated_at)
                        VALUES (:corpId, :name, :words, :semantics, :action, :users, :departments, 'ACTIVE',
                            'IN_SYNC', :ruleId, 1, :now, :now)
                        ON DUPLICATE KEY UPDATE
                            version = version + IF(sync = 'IN_SYNC', 1, 0),
                            updated_at = IF(sync = 'IN_SYNC', VALUES(updated_at), updated_at),
                            name = IF(sync = 'IN_SYNC', VALUES(name), name),
                            words = IF(sync = 'IN_SYNC', VALUES(words), words),
                            semantics = IF(sync = 'IN_SYNC', VALUES(semantics), semantics),
                            action = IF(sync = 'IN_SYNC', VALUES(action), action),
                            users = IF(sync = 'IN_SYNC', VALUES(users), users),
                            departments = IF(sync = 'IN_SYNC', VALUES(departments), departments)
                        """, corpId, rule, now).param("ruleId", ruleId.value()).update();
    }

    private StatementSpec bound(String sql, CorpId corpId, Rule rule, Instant now) {
        return client.sql(sql)
                .param("corpId", corpId.value())
                .param("name", rule.name())
                .param("words", String.join("\n", rule.words()))
                .param(
                        "semantics",
                        rule.semantics().stream().map(Enum::name).sorted().collect(Collectors.joining(" ")))
                .param("action", rule.action().name())
                .param("users", rule.users().stream().map(UserId::value).collect(Collectors.joining(" ")))
                .param(
                        "departments",
                        rule.departments().stream().map(String::valueOf).collect(Collectors.joining(" ")))
                .param("now", JdbcTime.of(now));
    }

    @Override
    public Optional<InterceptRule> find(CorpId corpId, InterceptRuleId id) {
        return of(ONE, corpId, id).query(JdbcInterceptRules::rule).optional();
    }

    @Override
    public Optional<InterceptRule> lock(CorpId corpId, InterceptRuleId id) {
        return of(ONE + " FOR UPDATE", corpId, id)
                .query(JdbcInterceptRules::rule)
                .optional();
    }

    private StatementSpec of(String sql, CorpId corpId, InterceptRuleId id) {
        return client.sql(sql).param("corpId", corpId.value()).param("id", id.value());
    }

    @Override
    public List<InterceptRule> list(CorpId corpId, @Nullable Status status, long after, int limit) {
        return client.sql("""
                        SELECT * FROM intercept_rule
                        WHERE corp_id = :corpId AND id > :after
                            AND (status = :status OR :status IS NULL AND status <> 'DELETED')
                        ORDER BY id LIMIT :limit
                        """)
                .param("corpId", corpId.value())
                .param("after", after)
                .param("status", status == null ? null : status.name())
                .param("limit", limit)
                .query(JdbcInterceptRules::rule)
                .list();
    }

    @Override
    public int count(CorpId corpId) {
        return client.sql("""
                        SELECT COUNT(*) FROM intercept_rule
                        WHERE corp_id = :corpId AND status IN ('CREATING', 'ACTIVE', 'UNKNOWN')
                        """)
                .param("corpId", corpId.value())
                .query(Integer.class)
                .single();
    }

    @Override
    public List<RuleId> ruleIds(CorpId corpId) {
        return client.sql("""
                        SELECT rule_id FROM intercept_rule
                        WHERE corp_id = :corpId AND rule_id IS NOT NULL AND status <> 'DELETED'
                        """)
                .param("corpId", corpId.value())
                .query((row, _) -> new RuleId(row.getString("rule_id")))
                .list();
    }

    @Override
    public void made(CorpId corpId, InterceptRuleId id, RuleId ruleId, Instant now) {
        of("""
                        UPDATE intercept_rule
                        SET status = 'ACTIVE', rule_id = :ruleId, failure_reason = NULL, failure_errcode = NULL,
                            version = version + 1, updated_at = :now
                        WHERE corp_id = :corpId AND id = :id AND status = 'CREATING'
                        """, corpId, id)
                .param("ruleId", ruleId.value())
                .param("now", JdbcTime.of(now))
                .update();
    }

    @Override
    public void notMade(CorpId corpId, InterceptRuleId id, Status as, Failure failure, Instant now) {
        of("""
                        UPDATE intercept_rule
                        SET status = :status, failure_reason = :reason, failure_errcode = :errcode,
                            version = version + 1, updated_at = :now
                        WHERE corp_id = :corpId AND id = :id AND status = 'CREATING'
                        """, corpId, id)
                .param("status", as.name())
                .param("reason", shortened(failure.reason()))
                .param("errcode", failure.errcode())
                .param("now", JdbcTime.of(now))
                .update();
    }

    @Override
    public void synced(InterceptRule rule, Instant now) {
        of("""
                        UPDATE intercept_rule
                        SET sync = 'IN_SYNC', failure_reason = NULL, failure_errcode = NULL,
                            version = version + 1, updated_at = :now
                        WHERE corp_id = :corpId AND id = :id AND version = :version
                        """, rule.corpId(), rule.id())
                .param("version", rule.version())
                .param("now", JdbcTime.of(now))
                .update();
    }

    @Override
    public void notSynced(InterceptRule rule, Failure failure, Instant now) {
        of("""
                        UPDATE intercept_rule
                        SET sync = 'FAILED', failure_reason = :reason, failure_errcode = :errcode,
                            version = version + 1, updated_at = :now
                        WHERE corp_id = :corpId AND id = :id AND version = :version
                        """, rule.corpId(), rule.id())
                .param("reason", shortened(failure.reason()))
                .param("errcode", failure.errcode())
                .param("version", rule.version())
                .param("now", JdbcTime.of(now))
                .update();
    }

    @Override
    public void waits(InterceptRule rule, Failure why, Instant now) {
        // It may be tried often; it is told once.
        of("""
                        UPDATE intercept_rule
                        SET failure_reason = :reason, failure_errcode = :errcode, version = version + 1,
                            updated_at = :now
                        WHERE corp_id = :corpId AND id = :id AND version = :version
                            AND NOT (failure_errcode <=> :errcode)
                        """, rule.corpId(), rule.id())
                .param("reason", shortened(why.reason()))
                .param("errcode", why.errcode())
                .param("version", rule.version())
                .param("now", JdbcTime.of(now))
                .update();
    }

    @Override
    public void gone(CorpId corpId, Collection<RuleId> ruleIds, Instant now) {
        if (ruleIds.isEmpty()) {
            return;
        }
        client.sql("""
                        UPDATE intercept_rule
                        SET status = 'DELETED', sync = 'IN_SYNC', failure_reason = 'WeCom lists it no more',
                            failure_errcode = 0, version = version + 1, updated_at = :now
                        WHERE corp_id = :corpId AND rule_id IN (:ruleIds) AND status = 'ACTIVE'
                        """)
                .param("corpId", corpId.value())
                .param("ruleIds", ruleIds.stream().map(RuleId::value).toList())
                .param("now", JdbcTime.of(now))
                .update();
    }

    private static InterceptRule rule(ResultSet row, int number) throws SQLException {
        String ruleId = row.getString("rule_id");
        String failure = row.getString("failure_reason");
        return new InterceptRule(
                new InterceptRuleId(row.getLong("id")),
                new CorpId(row.getString("corp_id")),
                new Rule(
                        row.getString("name"),
                        split(row.getString("words"), "\n", word -> word),
                        split(row.getString("semantics"), " ", Semantics::valueOf).stream()
                                .collect(Collectors.toSet()),
                        Action.valueOf(row.getString("action")),
                        split(row.getString("users"), " ", UserId::new),
                        split(row.getString("departments"), " ", Long::valueOf)),
                Status.valueOf(row.getString("status")),
                Sync.valueOf(row.getString("sync")),
                ruleId == null ? null : new RuleId(ruleId),
                failure == null ? null : new Failure(failure, row.getInt("failure_errcode")),
                row.getInt("version"),
                JdbcTime.get(row, "created_at"),
                JdbcTime.get(row, "updated_at"));
    }

    private static <T> List<T> split(String joined, String by, Function<String, T> part) {
        return joined.isEmpty()
                ? List.of()
                : Arrays.stream(joined.split(by)).map(part).toList();
    }

    private static String shortened(String reason) {
        return reason.length() <= 500 ? reason : reason.substring(0, 500);
    }
}
