package scrm.sop.material;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.UserId;
import scrm.messaging.JdbcTime;

@Repository
class JdbcFacts implements Facts {
    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    JdbcFacts(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    private record Fact(String externalUserId, String userId, String name, String value) {}

    @Override
    public Map<ExternalUserId, Map<String, String>> of(
            CorpId corpId, UserId userId, Collection<ExternalUserId> contacts) {
        List<Fact> facts = jdbc.sql("""
                        SELECT external_userid, userid, name, value FROM contact_fact
                        WHERE corp_id = :corpId AND external_userid IN (:contacts) AND userid IN ('', :userId)
                        UNION ALL
                        SELECT '', userid, name, value FROM contact_fact
                        WHERE corp_id = :corpId AND external_userid = '' AND userid = :userId
                        """)
                .param("corpId", corpId.value())
                .param(
                        "contacts",
                        contacts.isEmpty()
                                ? List.of("")
                                : contacts.stream().map(ExternalUserId::value).toList())
                .param("userId", userId.value())
                .query((row, _) -> new Fact(row.getString(1), row.getString(2), row.getString(3), row.getString(4)))
                .list();
        Map<String, Map<String, String>> known = new HashMap<>();
        for (Fact fact : facts) {
            known.computeIfAbsent(fact.externalUserId(), _ -> new HashMap<>()).put(fact.name(), fact.value());
        }
        Map<String, String> ofMember = known.getOrDefault("", Map.of());
        Map<ExternalUserId, Map<String, String>> values = new LinkedHashMap<>();
        for (ExternalUserId contact : contacts) {
            Map<String, String> own = new HashMap<>(ofMember);
            own.putAll(known.getOrDefault(contact.value(), Map.of()));
            values.put(contact, own);
        }
        return values;
    }

    @Override
    public Set<ExternalUserId> named(CorpId corpId, Collection<ExternalUserId> contacts, Instant since) {
        if (contacts.isEmpty()) {
            return Set.of();
        }
        return jdbc
                .sql("""
                        SELECT external_userid FROM contact_fact
                        WHERE corp_id = :corpId AND external_userid IN (:contacts) AND userid = '' AND name = :name
                          AND told_at >= :since
                        """)
                .param("corpId", corpId.value())
                .param("contacts", contacts.stream().map(ExternalUserId::value).toList())
                .param("name", VariableText.CONTACT_NAME)
                .param("since", JdbcTime.of(since))
                .query((row, _) -> new ExternalUserId(row.getString(1)))
                .list()
                .stream()
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public void tell(CorpId corpId, ExternalUserId externalUserId, Map<String, String> values, Instant now) {
        jdbc.sql("""
                        DELETE FROM contact_fact
                        WHERE corp_id = :corpId AND external_userid = :id AND userid = '' AND LEFT(name, 4) = :own
                        """)
                .param("corpId", corpId.value())
                .param("id", externalUserId.value())
                .param("own", VariableText.OWN)
                .update();
        List<Fact> facts = new ArrayList<>();
        values.forEach((name, value) -> facts.add(new Fact(externalUserId.value(), "", name, value)));
        write(corpId, facts, now);
    }

    @Override
    public void callMember(CorpId corpId, UserId userId, String name, Instant now) {
        write(corpId, List.of(new Fact("", userId.value(), VariableText.MEMBER_NAME, name)), now);
    }

    @Override
    public void name(
            CorpId corpId, ExternalUserId externalUserId, String name, Map<UserId, String> remarks, Instant now) {
        // A remark that a member took away is not told.
        jdbc.sql("DELETE FROM contact_fact WHERE corp_id = :corpId AND external_userid = :id AND name = :name")
                .param("corpId", corpId.value())
                .param("id", externalUserId.value())
                .param("name", VariableText.REMARK)
                .update();
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(externalUserId.value(), "", VariableText.CONTACT_NAME, name));
        remarks.forEach((userId, remark) ->
                facts.add(new Fact(externalUserId.value(), userId.value(), VariableText.REMARK, remark)));
        write(corpId, facts, now);
    }

    private void write(CorpId corpId, List<Fact> facts, Instant now) {
        batches.batchUpdate("""
                INSERT INTO contact_fact (corp_id, external_userid, userid, name, value, told_at)
                VALUES (?, ?, ?, ?, ?, ?)
                ON DUPLICATE KEY UPDATE value = VALUES(value), told_at = VALUES(told_at)
                """, facts, 1000, (statement, fact) -> {
            statement.setString(1, corpId.value());
            statement.setString(2, fact.externalUserId());
            statement.setString(3, fact.userId());
            statement.setString(4, fact.name());
            statement.setString(5, fact.value());
            statement.setObject(6, JdbcTime.of(now));
        });
    }
}
