package scrm.tag.growth;

import static java.util.Comparator.comparing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Repository;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.UserId;
import scrm.messaging.JdbcTime;
import scrm.tag.growth.GrowthModel.KindDay;

/** Standings as tables. Rows are written in one order everywhere, against deadlocks. */
@Repository
class JdbcGrowths implements Growths {
    private static final String OF_CONTACTS = " WHERE (corp_id, external_userid) IN (:contacts)";

    static final String LOCK = "SELECT * FROM contact_growth" + OF_CONTACTS + " FOR UPDATE";

    static final String DUE = """
            SELECT corp_id, external_userid FROM contact_growth
            WHERE due_at <= :now
            ORDER BY due_at
            LIMIT :limit
            FOR UPDATE SKIP LOCKED
            """;

    static final String DEEDS = "SELECT corp_id, external_userid, kind, happened_at FROM behaviour" + OF_CONTACTS
            + " AND kind IN (:kinds) AND happened_at > :from";

    private final JdbcClient client;
    private final JdbcTemplate template;

    JdbcGrowths(JdbcClient client, JdbcTemplate template) {
        this.client = client;
        this.template = template;
    }

    @Override
    public Map<ContactKey, Standing> lock(Collection<ContactKey> contacts, Instant now) {
        List<ContactKey> sorted = contacts.stream()
                .distinct()
                .sorted(comparing(ContactKey::order))
                .toList();
        spec("""
                        INSERT IGNORE INTO contact_growth (corp_id, external_userid, level, levelled_at)
                        SELECT corp_id, external_userid, 'C', :now FROM external_contact
                        WHERE (corp_id, external_userid) IN (:contacts)
                        ORDER BY corp_id, external_userid
                        """, sorted).param("now", JdbcTime.of(now)).update();
        Map<ContactKey, Standing> standings = new HashMap<>();
        spec(LOCK, sorted).query(row -> {
            Standing standing = standing(row);
            standings.put(standing.contact(), standing);
        });
        return standings;
    }

    @Override
    public void save(Collection<Standing> standings) {
        template.batchUpdate(
                """
                INSERT INTO contact_growth (corp_id, external_userid, level, levelled_at, points, points_at,
                    model_version, manual_until, due_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON DUPLICATE KEY UPDATE level = VALUES(level), levelled_at = VALUES(levelled_at),
                    points = VALUES(points), points_at = VALUES(points_at), model_version = VALUES(model_version),
                    manual_until = VALUES(manual_until), due_at = VALUES(due_at)
                """,
                standings.stream()
                        .sorted(comparing(standing -> standing.contact().order()))
                        .map(standing -> new @Nullable Object[] {
                            standing.contact().corpId().value(),
                            standing.contact().externalUserId().value(),
                            standing.level().name(),
                            JdbcTime.of(standing.levelledAt()),
                            standing.points(),
                            JdbcTime.ofNullable(standing.pointsAt()),
                            standing.modelVersion(),
                            JdbcTime.ofNullable(standing.manualUntil()),
                            JdbcTime.ofNullable(standing.dueAt())
                        })
                        .toList());
    }

    @Override
    public Optional<Standing> find(ContactKey contact) {
        return spec("SELECT * FROM contact_growth" + OF_CONTACTS, List.of(contact))
                .query((row, _) -> standing(row))
                .optional();
    }

    private static Standing standing(ResultSet row) throws SQLException {
        return new Standing(
                contact(row),
                Level.valueOf(row.getString("level")),
                JdbcTime.get(row, "levelled_at"),
                row.getDouble("points"),
                JdbcTime.getNullable(row, "points_at"),
                row.getInt("model_version"),
                JdbcTime.getNullable(row, "manual_until"),
                JdbcTime.getNullable(row, "due_at"));
    }

    @Override
    public Map<ContactKey, Map<KindDay, Integer>> deeds(
            Collection<ContactKey> contacts, Set<String> kinds, Instant from, ZoneId zone) {
        Map<ContactKey, Map<KindDay, Integer>> deeds = new HashMap<>();
        if (!kinds.isEmpty()) {
            spec(DEEDS, contacts)
                    .param("kinds", List.copyOf(kinds))
                    .param("from", JdbcTime.of(from))
                    .query(row -> {
                        LocalDate day = LocalDate.ofInstant(JdbcTime.get(row, "happened_at"), zone);
                        deeds.computeIfAbsent(contact(row), _ -> new HashMap<>())
                                .merge(new KindDay(row.getString("kind"), day), 1, Integer::sum);
                    });
        }
        return deeds;
    }

    @Override
    public Map<ContactKey, Set<UserId>> followers(Collection<ContactKey> contacts) {
        Map<ContactKey, Set<UserId>> followers = new HashMap<>();
        spec(
                        "SELECT corp_id, external_userid, userid FROM follow_user" + OF_CONTACTS
                                + " AND added_at IS NOT NULL AND ended_at IS NULL",
                        contacts)
                .query(row -> {
                    followers
                            .computeIfAbsent(contact(row), _ -> new HashSet<>())
                            .add(new UserId(row.getString("userid")));
                });
        return followers;
    }

    @Override
    public List<ContactKey> due(Instant now, int limit) {
        return client.sql(DUE)
                .param("now", JdbcTime.of(now))
                .param("limit", limit)
                .query((row, _) -> contact(row))
                .list();
    }

    @Override
    public void rest(Collection<ContactKey> contacts) {
        if (!contacts.isEmpty()) {
            spec("UPDATE contact_growth SET due_at = NULL" + OF_CONTACTS, contacts)
                    .update();
        }
    }

    @Override
    public List<Numbered> contactsAfter(CorpId corpId, long id, int limit) {
        return client.sql("""
                        SELECT id, corp_id, external_userid FROM external_contact
                        WHERE corp_id = :corpId AND id > :id
                        ORDER BY id LIMIT :limit
                        """)
                .param("corpId", corpId.value())
                .param("id", id)
                .param("limit", limit)
                .query((row, _) -> new Numbered(row.getLong("id"), contact(row)))
                .list();
    }

    @Override
    public long countContacts(CorpId corpId) {
        return client.sql("SELECT COUNT(*) FROM external_contact WHERE corp_id = :corpId")
                .param("corpId", corpId.value())
                .query(Long.class)
                .single();
    }

    @Override
    public boolean knows(ContactKey contact) {
        return spec("SELECT COUNT(*) FROM external_contact" + OF_CONTACTS, List.of(contact))
                        .query(Long.class)
                        .single()
                > 0;
    }

    @Override
    public long setManually(ContactKey contact, Manual manual) {
        KeyHolder key = new GeneratedKeyHolder();
        client.sql("""
                        INSERT INTO growth_manual (corp_id, external_userid, level, reason, actor, set_at, until_at)
                        VALUES (:corpId, :externalUserId, :level, :reason, :actor, :setAt, :until)
                        """)
                .param("corpId", contact.corpId().value())
                .param("externalUserId", contact.externalUserId().value())
                .param("level", manual.level().name())
                .param("reason", manual.reason())
                .param("actor", manual.actor())
                .param("setAt", JdbcTime.of(manual.setAt()))
                .param("until", JdbcTime.of(manual.until()))
                .update(key);
        return Objects.requireNonNull(key.getKey()).longValue();
    }

    @Override
    public List<Manual> manuals(ContactKey contact, int limit) {
        return spec("SELECT * FROM growth_manual" + OF_CONTACTS + " ORDER BY id DESC LIMIT :limit", List.of(contact))
                .param("limit", limit)
                .query((row, _) -> new Manual(
                        row.getLong("id"),
                        Level.valueOf(row.getString("level")),
                        row.getString("reason"),
                        row.getString("actor"),
                        JdbcTime.get(row, "set_at"),
                        JdbcTime.get(row, "until_at")))
                .list();
    }

    @Override
    public void moved(CorpId corpId, Collection<Moves> moves) {
        template.batchUpdate(
                """
                INSERT INTO growth_movement_day (corp_id, moved_on, from_level, to_level, moves)
                VALUES (?, ?, ?, ?, ?)
                ON DUPLICATE KEY UPDATE moves = moves + VALUES(moves)
                """,
                moves.stream()
                        .map(one -> new Object[] {
                            corpId.value(),
                            one.day(),
                            one.from() == null ? "" : one.from().name(),
                            one.to().name(),
                            one.contacts()
                        })
                        .sorted(comparing(row -> row[1] + "\0" + row[2] + "\0" + row[3]))
                        .toList());
    }

    @Override
    public List<Moves> moves(CorpId corpId, LocalDate from, LocalDate until) {
        return client.sql("""
                        SELECT moved_on, from_level, to_level, moves FROM growth_movement_day
                        WHERE corp_id = :corpId AND moved_on BETWEEN :from AND :until
                        ORDER BY moved_on, from_level, to_level
                        """)
                .param("corpId", corpId.value())
                .param("from", from)
                .param("until", until)
                .query((row, _) -> {
                    String before = row.getString("from_level");
                    return new Moves(
                            row.getObject("moved_on", LocalDate.class),
                            before.isEmpty() ? null : Level.valueOf(before),
                            Level.valueOf(row.getString("to_level")),
                            row.getLong("moves"));
                })
                .list();
    }

    private JdbcClient.StatementSpec spec(String sql, Collection<ContactKey> contacts) {
        return client.sql(sql)
                .param("contacts", contacts.stream().map(ContactKey::columns).toList());
    }

    private static ContactKey contact(ResultSet row) throws SQLException {
        return new ContactKey(
                new CorpId(row.getString("corp_id")), new ExternalUserId(row.getString("external_userid")));
    }
}
