package scrm.tag.behaviour;

import static java.util.Comparator.comparing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.events.AttributionEvent.ContactAttributed;
import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.UserId;
import scrm.messaging.JdbcTime;
import scrm.tag.behaviour.Fact.InGroup;

/** Facts about contacts as tables. Rows are written in one order everywhere, against deadlocks. */
@Repository
class JdbcBehaviours implements Behaviours {
    static final String OF_CLAIM = """
            SELECT corp_id, external_userid, behaviour_key FROM behaviour
            WHERE (corp_id, external_userid, behaviour_key) IN (:keys) AND claim = :claim
            """;

    static final String BEFORE = """
            SELECT * FROM behaviour
            WHERE corp_id = :corpId AND external_userid = :externalUserId
                AND (happened_at < :happenedAt OR happened_at = :happenedAt AND id < :id)
                AND (:kind IS NULL OR kind = :kind)
            ORDER BY happened_at DESC, id DESC
            LIMIT :limit
            """;

    private static final String ROW = "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private final JdbcClient client;
    private final JdbcTemplate template;

    JdbcBehaviours(JdbcClient client, JdbcTemplate template) {
        this.client = client;
        this.template = template;
    }

    /** What makes a row the same. */
    private record Key(String corpId, String externalUserId, String behaviourKey) {
        static Key of(Behaviour behaviour) {
            return new Key(
                    behaviour.corpId().value(), behaviour.externalUserId().value(), behaviour.key());
        }

        Object[] columns() {
            return new Object[] {corpId, externalUserId, behaviourKey};
        }
    }

    @Override
    public List<Behaviour> add(List<Behaviour> told) {
        Map<Key, Behaviour> distinct = new LinkedHashMap<>();
        told.forEach(behaviour -> distinct.putIfAbsent(Key.of(behaviour), behaviour));
        if (distinct.isEmpty()) {
            return List.of();
        }
        List<Behaviour> sorted = distinct.values().stream()
                .sorted(comparing(behaviour -> String.join(
                        "\0",
                        behaviour.corpId().value(),
                        behaviour.externalUserId().value(),
                        behaviour.key())))
                .toList();
        long claim = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
        int inserted = template.update(
                """
                INSERT IGNORE INTO behaviour (corp_id, external_userid, behaviour_key, userid, kind, subject, amount,
                    currency, happened_at, claim)
                VALUES
                """ + String.join(", ", Collections.nCopies(sorted.size(), ROW)),
                sorted.stream().flatMap(behaviour -> row(behaviour, claim)).toArray());
        if (inserted == sorted.size()) {
            return List.copyOf(distinct.values());
        }
        Set<Key> ours = ofClaim(distinct.keySet(), claim);
        return distinct.values().stream()
                .filter(behaviour -> ours.contains(Key.of(behaviour)))
                .toList();
    }

    private static Stream<@Nullable Object> row(Behaviour behaviour, long claim) {
        return Stream.of(
                behaviour.corpId().value(),
                behaviour.externalUserId().value(),
                behaviour.key(),
                behaviour.userId() == null ? null : behaviour.userId().value(),
                behaviour.kind(),
                behaviour.subject(),
                behaviour.amount(),
                behaviour.currency(),
                JdbcTime.of(behaviour.happenedAt()),
                claim);
    }

    private Set<Key> ofClaim(Set<Key> keys, long claim) {
        return new HashSet<>(client.sql(OF_CLAIM)
                .param("keys", keys.stream().map(Key::columns).toList())
                .param("claim", claim)
                .query((row, _) -> new Key(row.getString(1), row.getString(2), row.getString(3)))
                .list());
    }

    @Override
    public void active(List<Behaviour> deeds) {
        template.batchUpdate(
                """
                INSERT INTO contact_activity (corp_id, external_userid, last_active_at)
                VALUES (?, ?, ?)
                ON DUPLICATE KEY UPDATE last_active_at = GREATEST(last_active_at, VALUES(last_active_at))
                """,
                deeds.stream()
                        .map(deed -> new Object[] {
                            deed.corpId().value(), deed.externalUserId().value(), JdbcTime.of(deed.happenedAt())
                        })
                        .sorted(comparing(JdbcBehaviours::order))
                        .toList());
    }

    @Override
    public void cameBy(List<ContactAttributed> attributions) {
        template.batchUpdate(
                """
                INSERT INTO contact_channel (corp_id, external_userid, userid, live_code_id, channel_id, attributed_at)
                VALUES (?, ?, ?, ?, ?, ?)
                ON DUPLICATE KEY UPDATE
                    channel_id = IF(VALUES(attributed_at) >= attributed_at, VALUES(channel_id), channel_id),
                    attributed_at = GREATEST(attributed_at, VALUES(attributed_at))
                """,
                attributions.stream()
                        .map(attributed -> new Object[] {
                            attributed.corpId().value(),
                            attributed.externalUserId().value(),
                            attributed.userId().value(),
                            attributed.liveCodeId(),
                            attributed.channelId(),
                            JdbcTime.of(attributed.occurredAt())
                        })
                        .sorted(comparing(JdbcBehaviours::order))
                        .toList());
    }

    /**
     * Who is in a group has no {@code left_at}: a quit that is older than the latest joining says nothing any more. Of
     * a quit and a joining at one time the quit counts, for nobody joins where he is.
     */
    @Override
    public void inGroups(List<InGroup> words) {
        template.batchUpdate(
                """
                INSERT INTO group_membership (corp_id, external_userid, chat_id, joined_at, left_at)
                VALUES (?, ?, ?, ?, ?)
                ON DUPLICATE KEY UPDATE
                    joined_at = GREATEST(COALESCE(joined_at, VALUES(joined_at)), COALESCE(VALUES(joined_at), joined_at)),
                    left_at = IF(
                        GREATEST(COALESCE(left_at, VALUES(left_at)), COALESCE(VALUES(left_at), left_at)) < joined_at,
                        NULL,
                        GREATEST(COALESCE(left_at, VALUES(left_at)), COALESCE(VALUES(left_at), left_at)))
                """,
                words.stream()
                        .map(word -> new @Nullable Object[] {
                            word.corpId(),
                            word.externalUserId().value(),
                            word.chatId().value(),
                            word.joined() ? JdbcTime.of(word.since()) : null,
                            word.joined() ? null : JdbcTime.of(word.since())
                        })
                        .sorted(comparing(JdbcBehaviours::order))
                        .toList());
    }

    /** Corp and contact stand first in all keys. */
    private static String order(@Nullable Object[] row) {
        return row[0] + "\0" + row[1];
    }

    @Override
    public boolean knows(CorpId corpId, ExternalUserId externalUserId) {
        return client.sql("""
                        SELECT COUNT(*) FROM external_contact
                        WHERE corp_id = :corpId AND external_userid = :externalUserId
                        """)
                        .param("corpId", corpId.value())
                        .param("externalUserId", externalUserId.value())
                        .query(Long.class)
                        .single()
                > 0;
    }

    @Override
    public List<Numbered> before(
            CorpId corpId, ExternalUserId externalUserId, @Nullable String kind, @Nullable Place place, int limit) {
        return client.sql(BEFORE)
                .param("corpId", corpId.value())
                .param("externalUserId", externalUserId.value())
                .param("kind", kind)
                .param("happenedAt", place == null ? "9999-12-31" : JdbcTime.of(place.happenedAt()))
                .param("id", place == null ? 0 : place.id())
                .param("limit", limit)
                .query(JdbcBehaviours::numbered)
                .list();
    }

    private static Numbered numbered(ResultSet row, int number) throws SQLException {
        String userId = row.getString("userid");
        return new Numbered(
                row.getLong("id"),
                new Behaviour(
                        new CorpId(row.getString("corp_id")),
                        new ExternalUserId(row.getString("external_userid")),
                        row.getString("behaviour_key"),
                        userId == null ? null : new UserId(userId),
                        row.getString("kind"),
                        row.getString("subject"),
                        row.getObject("amount", Long.class),
                        row.getString("currency"),
                        JdbcTime.get(row, "happened_at")));
    }
}
