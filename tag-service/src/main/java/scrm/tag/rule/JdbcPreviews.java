package scrm.tag.rule;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.TagId;
import scrm.messaging.JdbcTime;

/** Previews by one statement each. */
@Repository
class JdbcPreviews implements Previews {
    private final JdbcClient client;

    JdbcPreviews(JdbcClient client) {
        this.client = client;
    }

    @Override
    public long count(Question question) {
        ConditionSql sql = ConditionSql.of(question.condition());
        return bound("SELECT COUNT(*) FROM (" + sql.contacts() + ") m", question, sql)
                .query(Long.class)
                .single();
    }

    @Override
    public List<ExternalUserId> sample(Question question, int limit) {
        ConditionSql sql = ConditionSql.of(question.condition());
        return bound(
                        "SELECT external_userid FROM (" + sql.contacts() + ") m ORDER BY external_userid LIMIT :limit",
                        question,
                        sql)
                .param("limit", limit)
                .query((row, _) -> new ExternalUserId(row.getString(1)))
                .list();
    }

    @Override
    public Map<Long, Long> firedFor(Question question, Collection<Long> ruleIds) {
        Map<Long, Long> counts = new HashMap<>();
        if (!ruleIds.isEmpty()) {
            ConditionSql sql = ConditionSql.of(question.condition());
            bound("""
                            SELECT f.rule_id, COUNT(DISTINCT m.external_userid) FROM (%s) m
                                JOIN rule_firing f ON f.corp_id = :corpId AND f.external_userid = m.external_userid
                            WHERE f.rule_id IN (:ruleIds) AND f.fired_at > :from
                            GROUP BY f.rule_id
                            """.formatted(sql.contacts()), question, sql)
                    .param("ruleIds", List.copyOf(ruleIds))
                    .query(row -> {
                        counts.put(row.getLong(1), row.getLong(2));
                    });
        }
        return counts;
    }

    @Override
    public long withOtherTags(Question question, String groupName, Collection<TagId> tagIds) {
        ConditionSql sql = ConditionSql.of(question.condition());
        return bound("""
                        SELECT COUNT(DISTINCT m.external_userid) FROM (%s) m
                            JOIN follow_user_tag t ON t.corp_id = :corpId AND t.external_userid = m.external_userid
                            JOIN corp_tag c ON c.corp_id = t.corp_id AND c.tag_id = t.tag_id AND c.deleted_at IS NULL
                            JOIN tag_group g ON g.corp_id = c.corp_id AND g.group_id = c.group_id
                        WHERE g.group_name = :groupName AND t.tag_id NOT IN (:tagIds)
                        """.formatted(sql.contacts()), question, sql)
                .param("groupName", groupName)
                .param("tagIds", tagIds.stream().map(TagId::value).toList())
                .query(Long.class)
                .single();
    }

    private JdbcClient.StatementSpec bound(String statement, Question question, ConditionSql sql) {
        CorpId corpId = question.corpId();
        return client.sql(statement)
                .param("corpId", corpId.value())
                .param("from", JdbcTime.of(question.from()))
                .param("now", JdbcTime.of(question.now()))
                .params(sql.parameters());
    }
}
