package scrm.tag.firing;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.groupingBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.messaging.JdbcTime;
import scrm.tag.contact.PersonalData;

/** Firings as tables. */
@Repository
class JdbcFirings implements Firings, PersonalData {
    static final String OF_CLAIM = """
            SELECT corp_id, external_userid, rule_id, rule_version, HEX(trigger_id) FROM rule_firing
            WHERE (corp_id, external_userid, rule_id, rule_version, trigger_id) IN (:keys) AND claim = :claim
            """;

    static final String DEPTHS = """
            SELECT corp_id, external_userid, rule_id, MAX(depth) FROM rule_firing
            WHERE (corp_id, external_userid, rule_id) IN (:keys) AND fired_at > :since
            GROUP BY corp_id, external_userid, rule_id
            """;

    private static final String OF_CONTACT = " WHERE corp_id = :corpId AND external_userid = :externalUserId";

    private final JdbcClient client;
    private final JdbcTemplate template;

    JdbcFirings(JdbcClient client, JdbcTemplate template) {
        this.client = client;
        this.template = template;
    }

    /** What makes a firing the same. */
    private record Key(String corpId, String externalUserId, long ruleId, int version, String trigger) {
        static Key of(Firing firing) {
            return new Key(
                    firing.trigger().corpId().value(),
                    firing.trigger().externalUserId().value(),
                    firing.rule().id(),
                    firing.rule().version(),
                    firing.trigger().id().value());
        }

        Object[] columns() {
            return new Object[] {
                corpId, externalUserId, ruleId, version, HexFormat.of().parseHex(trigger)
            };
        }

        String order() {
            return String.join("\0", corpId, externalUserId, String.valueOf(ruleId), trigger);
        }
    }

    private record OfDay(CorpId corpId, long ruleId, int version, LocalDate day) {
        static OfDay of(Firing firing) {
            return new OfDay(
                    firing.trigger().corpId(), firing.rule().id(), firing.rule().version(), firing.on());
        }

        String order() {
            return String.join("\0", corpId.value(), String.valueOf(ruleId), String.valueOf(version), day.toString());
        }
    }

    @Override
    public List<Firing> add(List<Firing> firings) {
        Map<Key, Firing> distinct = new LinkedHashMap<>();
        firings.forEach(firing -> distinct.putIfAbsent(Key.of(firing), firing));
        if (distinct.isEmpty()) {
            return List.of();
        }
        long claim = ThreadLocalRandom.current().nextLong();
        int inserted = template.update(
                """
                INSERT IGNORE INTO rule_firing (corp_id, external_userid, rule_id, rule_version, trigger_id, outcome,
                    depth, fired_at, claim)
                VALUES
                """ + String.join(", ", Collections.nCopies(distinct.size(), "(?, ?, ?, ?, ?, ?, ?, ?, ?)")),
                distinct.entrySet().stream()
                        .sorted(comparing(entry -> entry.getKey().order()))
                        .flatMap(entry -> row(entry.getKey(), entry.getValue(), claim))
                        .toArray());
        Set<Key> ours = inserted == distinct.size() ? distinct.keySet() : ofClaim(distinct.keySet(), claim);
        List<Firing> fresh = distinct.entrySet().stream()
                .filter(entry -> ours.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList();
        count(fresh);
        return fresh;
    }

    private static Stream<Object> row(Key key, Firing firing, long claim) {
        return Stream.concat(
                Stream.of(key.columns()),
                Stream.of(firing.isTooDeep() ? "TOO_DEEP" : "FIRED", firing.depth(), JdbcTime.of(firing.at()), claim));
    }

    private Set<Key> ofClaim(Set<Key> keys, long claim) {
        return new HashSet<>(client.sql(OF_CLAIM)
                .param("keys", keys.stream().map(Key::columns).toList())
                .param("claim", claim)
                .query((row, _) -> new Key(
                        row.getString(1),
                        row.getString(2),
                        row.getLong(3),
                        row.getInt(4),
                        row.getString(5).toLowerCase(Locale.ROOT)))
                .list());
    }

    private void count(List<Firing> fresh) {
        Map<OfDay, List<Firing>> byDay = fresh.stream().collect(groupingBy(OfDay::of));
        template.batchUpdate(
                """
                INSERT INTO rule_firing_day (corp_id, rule_id, rule_version, fired_on, firings, last_fired_at)
                VALUES (?, ?, ?, ?, ?, ?)
                ON DUPLICATE KEY UPDATE
                    firings = firings + VALUES(firings),
                    last_fired_at = GREATEST(last_fired_at, VALUES(last_fired_at))
                """,
                byDay.entrySet().stream()
                        .sorted(comparing(entry -> entry.getKey().order()))
                        .map(entry -> new Object[] {
                            entry.getKey().corpId().value(),
                            entry.getKey().ruleId(),
                            entry.getKey().version(),
                            entry.getKey().day(),
                            entry.getValue().size(),
                            JdbcTime.of(entry.getValue().getLast().at())
                        })
                        .toList());
    }

    @Override
    public Map<OfRule, Integer> depths(Collection<OfRule> rules, Instant since) {
        Map<OfRule, Integer> depths = new HashMap<>();
        if (!rules.isEmpty()) {
            client.sql(DEPTHS)
                    .param(
                            "keys",
                            rules.stream()
                                    .map(one -> new Object[] {
                                        one.contact().corpId().value(),
                                        one.contact().externalUserId().value(),
                                        one.ruleId()
                                    })
                                    .toList())
                    .param("since", JdbcTime.of(since))
                    .query(row -> {
                        ContactKey contact =
                                new ContactKey(new CorpId(row.getString(1)), new ExternalUserId(row.getString(2)));
                        depths.put(new OfRule(contact, row.getLong(3)), row.getInt(4));
                    });
        }
        return depths;
    }

    @Override
    public List<Day> days(CorpId corpId, long ruleId, LocalDate from, LocalDate until) {
        return client.sql("""
                        SELECT rule_version, fired_on, firings, last_fired_at FROM rule_firing_day
                        WHERE corp_id = :corpId AND rule_id = :ruleId AND fired_on BETWEEN :from AND :until
                        ORDER BY fired_on, rule_version
                        """)
                .param("corpId", corpId.value())
                .param("ruleId", ruleId)
                .param("from", from)
                .param("until", until)
                .query((row, _) -> new Day(
                        row.getInt("rule_version"),
                        row.getObject("fired_on", LocalDate.class),
                        row.getLong("firings"),
                        JdbcTime.get(row, "last_fired_at")))
                .list();
    }

    @Override
    public String section() {
        return "ruleFirings";
    }

    @Override
    public Object export(CorpId corpId, ExternalUserId externalUserId) {
        return client.sql("SELECT rule_id, rule_version, outcome, fired_at FROM rule_firing" + OF_CONTACT)
                .param("corpId", corpId.value())
                .param("externalUserId", externalUserId.value())
                .query((row, _) -> Map.of(
                        "ruleId", String.valueOf(row.getLong("rule_id")),
                        "version", row.getInt("rule_version"),
                        "outcome", row.getString("outcome"),
                        "firedAt", JdbcTime.get(row, "fired_at")))
                .list();
    }

    @Override
    public void erase(CorpId corpId, ExternalUserId externalUserId) {
        client.sql("DELETE FROM rule_firing" + OF_CONTACT)
                .param("corpId", corpId.value())
                .param("externalUserId", externalUserId.value())
                .update();
    }
}
