package scrm.sop.audience;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.messaging.JdbcTime;

@Repository
class JdbcGroupTargets implements GroupTargets, KnownGroups {
    /** Tests pin how the server runs it. */
    static final String WHERE = """
             FROM group_target
            WHERE corp_id = :corpId AND chat_id > :after AND open AND owner IS NOT NULL
            """;

    private static final Object LONG_AGO = JdbcTime.of(Instant.EPOCH);

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final TaggedGroups tagged;

    JdbcGroupTargets(JdbcClient jdbc, JdbcTemplate batches, TaggedGroups tagged) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.tagged = tagged;
    }

    @Override
    public Map<ChatId, GroupTarget> find(CorpId corpId, Collection<ChatId> chatIds) {
        Map<ChatId, GroupTarget> found = new LinkedHashMap<>();
        if (!chatIds.isEmpty()) {
            jdbc.sql("SELECT * FROM group_target WHERE corp_id = :corpId AND chat_id IN (:chatIds)")
                    .param("corpId", corpId.value())
                    .param("chatIds", chatIds.stream().map(ChatId::value).toList())
                    .query(JdbcGroupTargets::target)
                    .list()
                    .forEach(target -> found.put(target.chatId(), target));
        }
        return found;
    }

    @Override
    public List<GroupTarget> page(CorpId corpId, GroupFilter filter, @Nullable ChatId after, int limit) {
        Optional<Set<String>> withTags = withTags(corpId, filter);
        if (withTags.filter(Set::isEmpty).isPresent()) {
            return List.of();
        }
        return bind("SELECT *", corpId, filter, withTags, " ORDER BY chat_id LIMIT :limit")
                .param("after", after == null ? "" : after.value())
                .param("limit", limit)
                .query(JdbcGroupTargets::target)
                .list();
    }

    @Override
    public long count(CorpId corpId, GroupFilter filter) {
        Optional<Set<String>> withTags = withTags(corpId, filter);
        if (withTags.filter(Set::isEmpty).isPresent()) {
            return 0;
        }
        return bind("SELECT COUNT(*)", corpId, filter, withTags, "")
                .param("after", "")
                .query(Long.class)
                .single();
    }

    private Optional<Set<String>> withTags(CorpId corpId, GroupFilter filter) {
        if (filter.tagIds().isEmpty()) {
            return Optional.empty();
        }
        Set<String> chats = new HashSet<>();
        filter.tagIds().forEach(tagId -> chats.addAll(tagged.with(corpId, tagId)));
        return Optional.of(chats);
    }

    private StatementSpec bind(
            String what, CorpId corpId, GroupFilter filter, Optional<Set<String>> withTags, String order) {
        Map<String, Collection<String>> asked = new LinkedHashMap<>();
        asked.put("owner", filter.owners().stream().map(UserId::value).toList());
        asked.put("kind", filter.kinds());
        asked.put("phase", filter.phases());
        asked.put("band", filter.bands());
        asked.put("chat_id", withTags.orElse(Set.of()));
        asked.values().removeIf(Collection::isEmpty);
        StringBuilder sql = new StringBuilder(what).append(WHERE);
        asked.keySet().forEach(column -> sql.append(" AND %s IN (:%s)".formatted(column, column)));
        StatementSpec statement = jdbc.sql(sql.append(order).toString()).param("corpId", corpId.value());
        for (Map.Entry<String, Collection<String>> one : asked.entrySet()) {
            statement = statement.param(one.getKey(), one.getValue());
        }
        return statement;
    }

    @Override
    public void owned(CorpId corpId, ChatId chatId, UserId owner, String name, Instant at) {
        // Assignments are made from left to right: the time is still the old one in the first two.
        change("""
                INSERT INTO group_target (corp_id, chat_id, owner, name, owner_at, charter_at, phase_at, band_at)
                VALUES (:corpId, :chatId, :value, :name, :at, :never, :never, :never)
                ON DUPLICATE KEY UPDATE
                    owner = IF(VALUES(owner_at) >= owner_at, VALUES(owner), owner),
                    name = IF(VALUES(owner_at) >= owner_at, VALUES(name), name),
                    owner_at = GREATEST(owner_at, VALUES(owner_at))
                """, corpId, chatId, owner.value(), at, name);
    }

    @Override
    public void ended(CorpId corpId, ChatId chatId) {
        change("""
                INSERT INTO group_target (corp_id, chat_id, open, owner_at, charter_at, phase_at, band_at)
                VALUES (:corpId, :chatId, FALSE, :never, :never, :never, :never)
                ON DUPLICATE KEY UPDATE open = FALSE
                """, corpId, chatId, "", Instant.EPOCH, "");
    }

    @Override
    public void chartered(CorpId corpId, ChatId chatId, String kind, Instant at) {
        fact("kind", "charter_at", corpId, chatId, kind, at);
    }

    @Override
    public void moved(CorpId corpId, ChatId chatId, String phase, Instant at) {
        fact("phase", "phase_at", corpId, chatId, phase, at);
    }

    @Override
    public void banded(CorpId corpId, ChatId chatId, String band, Instant at) {
        fact("band", "band_at", corpId, chatId, band, at);
    }

    private void fact(String column, String time, CorpId corpId, ChatId chatId, String value, Instant at) {
        change("""
                INSERT INTO group_target (corp_id, chat_id, owner_at, charter_at, phase_at, band_at)
                VALUES (:corpId, :chatId, :never, :never, :never, :never)
                ON DUPLICATE KEY UPDATE chat_id = VALUES(chat_id)
                """, corpId, chatId, value, at, "");
        change("""
                UPDATE group_target SET %1$s = :value, %2$s = :at
                WHERE corp_id = :corpId AND chat_id = :chatId AND %2$s <= :at
                """.formatted(column, time), corpId, chatId, value, at, "");
    }

    private void change(String sql, CorpId corpId, ChatId chatId, String value, Instant at, String name) {
        jdbc.sql(sql)
                .param("corpId", corpId.value())
                .param("chatId", chatId.value())
                .param("value", value)
                .param("name", name)
                .param("at", JdbcTime.of(at))
                .param("never", LONG_AGO)
                .update();
    }

    @Override
    public void listed(CorpId corpId, List<Listed> groups) {
        List<Object[]> rows = new ArrayList<>();
        for (Listed group : groups) {
            UserId owner = group.owner();
            rows.add(new Object[] {
                corpId.value(),
                group.chatId().value(),
                owner == null ? null : owner.value(),
                group.name(),
                group.open(),
                group.band(),
                LONG_AGO,
                LONG_AGO,
                LONG_AGO,
                LONG_AGO
            });
        }
        batches.batchUpdate("""
                INSERT INTO group_target (corp_id, chat_id, owner, name, open, band,
                                          owner_at, charter_at, phase_at, band_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON DUPLICATE KEY UPDATE
                    owner = IF(owner_at = VALUES(owner_at), VALUES(owner), owner),
                    name = IF(owner_at = VALUES(owner_at), VALUES(name), name),
                    open = open AND VALUES(open),
                    band = IF(band_at = VALUES(band_at), VALUES(band), band)
                """, rows);
    }

    @Override
    public void listedKinds(CorpId corpId, Map<ChatId, String> kinds) {
        listed("kind", "charter_at", corpId, kinds);
    }

    @Override
    public void listedPhases(CorpId corpId, Map<ChatId, String> phases) {
        listed("phase", "phase_at", corpId, phases);
    }

    private void listed(String column, String time, CorpId corpId, Map<ChatId, String> values) {
        batches.batchUpdate(
                "UPDATE group_target SET %s = ? WHERE corp_id = ? AND chat_id = ? AND %s = ?".formatted(column, time),
                values.entrySet().stream()
                        .map(one -> new Object[] {
                            one.getValue(), corpId.value(), one.getKey().value(), LONG_AGO
                        })
                        .toList());
    }

    private static GroupTarget target(ResultSet row, int number) throws SQLException {
        String owner = row.getString("owner");
        return new GroupTarget(
                new ChatId(row.getString("chat_id")),
                owner == null ? null : new UserId(owner),
                row.getString("name"),
                row.getBoolean("open"),
                row.getString("kind"),
                row.getString("phase"),
                row.getString("band"));
    }
}
