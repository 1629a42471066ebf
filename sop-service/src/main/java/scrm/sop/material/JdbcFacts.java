package scrm.sop.material;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
    public Map<Reader, Map<String, String>> of(CorpId corpId, Collection<Reader> readers) {
        Map<Reader, Map<String, String>> values = new HashMap<>();
        if (readers.isEmpty()) {
            return values;
        }
        Map<String, Map<String, List<Fact>>> known = new HashMap<>();
        jdbc.sql("""
                        SELECT external_userid, userid, name, value FROM contact_fact
                        WHERE corp_id = :corpId AND external_userid IN (:contacts) AND userid IN (:userIds)
                        """)
                .param("corpId", corpId.value())
                .param("contacts", withNobody(readers.stream().map(JdbcFacts::contact)))
                .param(
                        "userIds",
                        withNobody(
                                readers.stream().map(reader -> reader.userId().value())))
                .query((row, _) -> new Fact(row.getString(1), row.getString(2), row.getString(3), row.getString(4)))
                .list()
                .forEach(fact -> known.computeIfAbsent(fact.externalUserId(), _ -> new HashMap<>())
                        .computeIfAbsent(fact.userId(), _ -> new ArrayList<>())
                        .add(fact));
        for (Reader reader : readers) {
            Map<String, String> own = new HashMap<>();
            Map<String, List<Fact>> ofContact = known.getOrDefault(contact(reader), Map.of());
            String userId = reader.userId().value();
            known.getOrDefault("", Map.of())
                    .getOrDefault(userId, List.of())
                    .forEach(fact -> own.put(fact.name(), fact.value()));
            ofContact.getOrDefault("", List.of()).forEach(fact -> own.put(fact.name(), fact.value()));
            ofContact.getOrDefault(userId, List.of()).forEach(fact -> own.put(fact.name(), fact.value()));
            values.put(reader, own);
        }
        return values;
    }

    private static String contact(Reader reader) {
        ExternalUserId contact = reader.contact();
        return contact == null ? "" : contact.value();
    }

    /** Facts of a contact that are the same for every member, and facts of a member, have nobody on one side. */
    private static Set<String> withNobody(Stream<String> ids) {
        return Stream.concat(Stream.of(""), ids).collect(Collectors.toUnmodifiableSet());
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
