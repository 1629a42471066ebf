package scrm.tag.firing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.TagId;
import scrm.events.UserId;
import scrm.messaging.JdbcTime;
import scrm.tag.behaviour.Behaviour;
import scrm.tag.rule.ContactFacts;
import scrm.tag.rule.ContactFacts.CameBy;
import scrm.tag.rule.ContactFacts.Deed;

/** Facts about contacts as tables: one statement for each table that is asked about, however many contacts. */
@Repository
class JdbcFiringFacts implements Facts {
    private static final String OF_CONTACTS = " WHERE (corp_id, external_userid) IN (:contacts)";

    static final String FOLLOWERS = "SELECT corp_id, external_userid, userid, add_way FROM follow_user" + OF_CONTACTS
            + " AND added_at IS NOT NULL AND ended_at IS NULL";

    static final String TAGS = """
            SELECT t.corp_id, t.external_userid, t.userid, t.tag_id FROM follow_user_tag t
                LEFT JOIN follow_user f ON f.corp_id = t.corp_id AND f.external_userid = t.external_userid
                    AND f.userid = t.userid
            WHERE (t.corp_id, t.external_userid) IN (:contacts) AND f.ended_at IS NULL
            """;

    static final String PENDING = "SELECT corp_id, external_userid, userid, tag_id, change_kind FROM tag_assignment"
            + OF_CONTACTS + " AND state = 'PENDING' AND tag_id IS NOT NULL ORDER BY id";

    static final String DEEDS =
            "SELECT corp_id, external_userid, kind, subject, amount, currency, happened_at FROM behaviour" + OF_CONTACTS
                    + " AND kind IN (:kinds) AND happened_at > :from AND happened_at <= :until";

    static final String ARRIVALS = "SELECT corp_id, external_userid, userid, kind, subject, happened_at FROM behaviour"
            + OF_CONTACTS + " AND kind IN ('ADDED', 'ATTRIBUTED') AND userid IS NOT NULL AND happened_at > :from";

    private final JdbcClient client;

    JdbcFiringFacts(JdbcClient client) {
        this.client = client;
    }

    /** What is gathered of one contact. */
    private static final class Gathered {
        final Set<TaggedBy> tags = new HashSet<>();
        final Map<UserId, Integer> followers = new HashMap<>();
        final Set<ChatId> groups = new HashSet<>();
        final Set<CameBy> cameBy = new HashSet<>();
        final List<Deed> deeds = new ArrayList<>();

        @Nullable
        String level;

        @Nullable
        Instant lastActiveAt;

        ContactFacts facts() {
            Set<TagId> tagIds = new HashSet<>();
            tags.forEach(tag -> tagIds.add(tag.tagId()));
            return new ContactFacts(tagIds, level, lastActiveAt, followers, groups, cameBy, deeds);
        }
    }

    private record TaggedBy(String userId, TagId tagId) {}

    /** What a row adds to its contact. */
    private interface Gathering {
        void add(Gathered contact, ResultSet row) throws SQLException;
    }

    @Override
    public Map<ContactKey, ContactFacts> of(Collection<ContactKey> contacts, Needs needs, Instant from, Instant until) {
        Map<ContactKey, Gathered> all = new LinkedHashMap<>();
        contacts.forEach(contact -> all.put(contact, new Gathered()));
        read(
                FOLLOWERS,
                all,
                (contact, row) -> contact.followers.put(new UserId(row.getString("userid")), row.getInt("add_way")));
        if (needs.tags()) {
            read(TAGS, all, (contact, row) -> contact.tags.add(tag(row)));
            read(PENDING, all, JdbcFiringFacts::pending);
        }
        if (needs.level()) {
            read(
                    "SELECT corp_id, external_userid, level FROM contact_growth" + OF_CONTACTS,
                    all,
                    (contact, row) -> contact.level = row.getString("level"));
        }
        if (needs.activity()) {
            read(
                    "SELECT corp_id, external_userid, last_active_at FROM contact_activity" + OF_CONTACTS,
                    all,
                    (contact, row) -> contact.lastActiveAt = JdbcTime.get(row, "last_active_at"));
        }
        if (needs.groups()) {
            read(
                    "SELECT corp_id, external_userid, chat_id FROM group_membership" + OF_CONTACTS
                            + " AND joined_at IS NOT NULL AND left_at IS NULL",
                    all,
                    (contact, row) -> contact.groups.add(new ChatId(row.getString("chat_id"))));
        }
        if (needs.channels()) {
            read(
                    "SELECT corp_id, external_userid, live_code_id, channel_id FROM contact_channel" + OF_CONTACTS,
                    all,
                    (contact, row) ->
                            contact.cameBy.add(new CameBy(row.getString("live_code_id"), row.getString("channel_id"))));
        }
        if (!needs.deeds().isEmpty()) {
            deeds(all, needs, from, until);
        }
        Map<ContactKey, ContactFacts> facts = new HashMap<>();
        all.forEach((contact, gathered) -> facts.put(contact, gathered.facts()));
        return facts;
    }

    private void deeds(Map<ContactKey, Gathered> all, Needs needs, Instant from, Instant until) {
        int days =
                needs.deeds().values().stream().max(Comparator.naturalOrder()).orElseThrow();
        spec(DEEDS, all.keySet())
                .param("kinds", needs.deeds().keySet())
                .param("from", JdbcTime.of(from.minus(Duration.ofDays(days))))
                .param("until", JdbcTime.of(until))
                .query(gathering(
                        all,
                        (contact, row) -> contact.deeds.add(new Deed(
                                row.getString("kind"),
                                row.getString("subject"),
                                row.getObject("amount", Long.class),
                                row.getString("currency"),
                                JdbcTime.get(row, "happened_at")))));
    }

    /** What is decided counts, although WeCom is yet to be told. */
    private static void pending(Gathered contact, ResultSet row) throws SQLException {
        if (row.getString("change_kind").equals("ADD")) {
            contact.tags.add(tag(row));
        } else {
            contact.tags.remove(tag(row));
        }
    }

    private static TaggedBy tag(ResultSet row) throws SQLException {
        return new TaggedBy(row.getString("userid"), new TagId(row.getString("tag_id")));
    }

    @Override
    public Map<ContactKey, Arrivals> arrivals(Collection<ContactKey> contacts, Instant from) {
        Map<ContactKey, List<Arrivals.Word>> added = new HashMap<>();
        Map<ContactKey, List<Arrivals.Word>> attributed = new HashMap<>();
        spec(ARRIVALS, contacts).param("from", JdbcTime.of(from)).query(row -> {
            boolean isAttribution = row.getString("kind").equals(Behaviour.ATTRIBUTED);
            if (isAttribution || !row.getString("subject").isEmpty()) {
                (isAttribution ? attributed : added)
                        .computeIfAbsent(key(row), _ -> new ArrayList<>())
                        .add(new Arrivals.Word(new UserId(row.getString("userid")), JdbcTime.get(row, "happened_at")));
            }
        });
        Map<ContactKey, Set<UserId>> read = new HashMap<>();
        spec(FOLLOWERS, contacts).query(row -> {
            read.computeIfAbsent(key(row), _ -> new HashSet<>()).add(new UserId(row.getString("userid")));
        });
        Map<ContactKey, Arrivals> arrivals = new HashMap<>();
        contacts.forEach(contact -> arrivals.put(
                contact,
                new Arrivals(
                        added.getOrDefault(contact, List.of()),
                        attributed.getOrDefault(contact, List.of()),
                        read.getOrDefault(contact, Set.of()))));
        return arrivals;
    }

    private void read(String sql, Map<ContactKey, Gathered> all, Gathering gathering) {
        spec(sql, all.keySet()).query(gathering(all, gathering));
    }

    private JdbcClient.StatementSpec spec(String sql, Collection<ContactKey> contacts) {
        return client.sql(sql)
                .param("contacts", contacts.stream().map(ContactKey::columns).toList());
    }

    private static RowCallbackHandler gathering(Map<ContactKey, Gathered> all, Gathering gathering) {
        return row -> {
            Gathered contact = all.get(key(row));
            if (contact != null) {
                gathering.add(contact, row);
            }
        };
    }

    private static ContactKey key(ResultSet row) throws SQLException {
        return new ContactKey(
                new CorpId(row.getString("corp_id")), new ExternalUserId(row.getString("external_userid")));
    }
}
