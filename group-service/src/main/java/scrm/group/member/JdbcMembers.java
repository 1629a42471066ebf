package scrm.group.member;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.State;
import scrm.events.UserId;
import scrm.group.member.Spell.Quit;
import scrm.messaging.JdbcTime;

/** Members and stays as tables. */
@Repository
class JdbcMembers implements Members {
    private static final String SPELL = """
            SELECT id, member_id, is_external, joined_at, join_told, join_scene, state, invitor, quit_at, quit_told, quit_scene,
                join_announced, quit_announced
            FROM group_member_spell
            """;

    static final String HISTORIES = SPELL + """
            WHERE corp_id = :corpId AND chat_id = :chatId AND member_id IN (:memberIds)
            ORDER BY COALESCE(joined_at, quit_at), id
            """;

    static final String UNANNOUNCED = SPELL + """
            WHERE corp_id = :corpId AND chat_id = :chatId AND news = TRUE
            ORDER BY COALESCE(joined_at, quit_at), id
            """;

    private static final String SHOWN = """
            SELECT m.member_id, m.is_external, m.joined_at, m.join_scene, m.state, m.invitor, m.unionid, m.group_nickname,
                m.name, t.tier
            """;

    private static final String ANY_TIER = SHOWN + """
            FROM group_member m
            LEFT JOIN group_member_tier t
                ON t.corp_id = m.corp_id AND t.chat_id = m.chat_id AND t.member_id = m.member_id
            WHERE m.corp_id = :corpId AND m.chat_id = :chatId AND m.member_id > :after
            """;

    private static final String OF_TIER = SHOWN + """
            FROM group_member_tier t
            JOIN group_member m ON m.corp_id = t.corp_id AND m.chat_id = t.chat_id AND m.member_id = t.member_id
            WHERE t.corp_id = :corpId AND t.chat_id = :chatId AND t.tier = :tier AND t.member_id > :after
            """;

    private static final String STRANGE = """
            AND m.is_external = TRUE AND NOT EXISTS (SELECT 1 FROM known_contact k
                WHERE k.corp_id = m.corp_id AND k.external_userid = m.member_id AND k.lasting = TRUE)
            """;

    private final JdbcClient client;
    private final JdbcTemplate template;

    JdbcMembers(JdbcClient client, JdbcTemplate template) {
        this.client = client;
        this.template = template;
    }

    @Override
    public Map<String, MemberHistory> histories(CorpId corpId, ChatId chatId, Collection<String> memberIds) {
        if (memberIds.isEmpty()) {
            return Map.of();
        }
        Map<String, List<Spell>> spells = new LinkedHashMap<>();
        client.sql(HISTORIES)
                .param("corpId", corpId.value())
                .param("chatId", chatId.value())
                .param("memberIds", List.copyOf(memberIds))
                .query(row -> {
                    spells.computeIfAbsent(row.getString("member_id"), _ -> new ArrayList<>())
                            .add(spell(row));
                });
        Map<String, MemberHistory> histories = new HashMap<>();
        spells.forEach((memberId, ofMember) -> histories.put(memberId, new MemberHistory(ofMember)));
        return histories;
    }

    @Override
    public List<String> present(CorpId corpId, ChatId chatId) {
        return client.sql("SELECT member_id FROM group_member WHERE corp_id = :corpId AND chat_id = :chatId")
                .param("corpId", corpId.value())
                .param("chatId", chatId.value())
                .query((row, _) -> row.getString("member_id"))
                .list();
    }

    @Override
    public Map<String, SeenMember> shown(CorpId corpId, ChatId chatId, Collection<String> memberIds) {
        Map<String, SeenMember> shown = new HashMap<>();
        if (memberIds.isEmpty()) {
            return shown;
        }
        client.sql("""
                        SELECT member_id, is_external, joined_at, join_scene, state, invitor, unionid, group_nickname, name
                        FROM group_member
                        WHERE corp_id = :corpId AND chat_id = :chatId AND member_id IN (:memberIds)
                        """)
                .param("corpId", corpId.value())
                .param("chatId", chatId.value())
                .param("memberIds", List.copyOf(memberIds))
                .query(row -> {
                    SeenMember member = seen(row);
                    shown.put(member.memberId(), member);
                });
        return shown;
    }

    @Override
    public void save(CorpId corpId, ChatId chatId, List<MemberChange> changes) {
        List<@Nullable Object[]> inserts = new ArrayList<>();
        List<@Nullable Object[]> updates = new ArrayList<>();
        List<@Nullable Object[]> in = new ArrayList<>();
        List<Object[]> out = new ArrayList<>();
        for (MemberChange change : changes) {
            boolean external = change.profile().external();
            for (Spell spell : change.after().spells()) {
                if (spell.id() == 0) {
                    inserts.add(insertRow(corpId, chatId, change.memberId(), external, spell));
                } else if (!change.before().spells().contains(spell)) {
                    updates.add(updateRow(corpId, external, spell));
                }
            }
            if (change.after().open()) {
                in.add(memberRow(corpId, chatId, change));
            } else if (change.before().open()) {
                out.add(new Object[] {corpId.value(), chatId.value(), change.memberId()});
            }
        }
        template.batchUpdate("""
                INSERT INTO group_member_spell (corp_id, chat_id, member_id, is_external, joined_at, join_told, join_scene,
                    state, invitor, quit_at, quit_told, quit_scene)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """, inserts);
        // A stay that was closed too early and goes on will have another end to announce.
        template.batchUpdate("""
                UPDATE group_member_spell SET is_external = ?, joined_at = ?, join_told = ?, join_scene = ?, state = ?,
                    invitor = ?, quit_at = ?, quit_told = ?, quit_scene = ?,
                    quit_announced = quit_announced AND quit_at IS NOT NULL, news = TRUE
                WHERE corp_id = ? AND id = ?
                """, updates);
        template.batchUpdate("""
                INSERT INTO group_member (corp_id, chat_id, member_id, is_external, joined_at, join_scene, state, invitor,
                    unionid, group_nickname, name)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON DUPLICATE KEY UPDATE is_external = VALUES(is_external), joined_at = VALUES(joined_at),
                    join_scene = VALUES(join_scene), state = VALUES(state), invitor = VALUES(invitor),
                    unionid = VALUES(unionid), group_nickname = VALUES(group_nickname), name = VALUES(name)
                """, in);
        template.batchUpdate("DELETE FROM group_member WHERE corp_id = ? AND chat_id = ? AND member_id = ?", out);
    }

    private static @Nullable Object[] insertRow(
            CorpId corpId, ChatId chatId, String memberId, boolean external, Spell spell) {
        JoinDetail detail = spell.detail();
        Quit quit = spell.quit();
        return new @Nullable Object[] {
            corpId.value(),
            chatId.value(),
            memberId,
            external,
            JdbcTime.ofNullable(spell.joinedAt()),
            spell.joinTold(),
            detail == null ? null : detail.joinScene(),
            detail == null ? null : value(detail.state()),
            detail == null ? null : value(detail.invitor()),
            quit == null ? null : JdbcTime.of(quit.at()),
            quit != null && quit.told(),
            quit == null ? null : quit.scene()
        };
    }

    private static @Nullable Object[] updateRow(CorpId corpId, boolean external, Spell spell) {
        JoinDetail detail = spell.detail();
        Quit quit = spell.quit();
        return new @Nullable Object[] {
            external,
            JdbcTime.ofNullable(spell.joinedAt()),
            spell.joinTold(),
            detail == null ? null : detail.joinScene(),
            detail == null ? null : value(detail.state()),
            detail == null ? null : value(detail.invitor()),
            quit == null ? null : JdbcTime.of(quit.at()),
            quit != null && quit.told(),
            quit == null ? null : quit.scene(),
            corpId.value(),
            spell.id()
        };
    }

    private static @Nullable Object[] memberRow(CorpId corpId, ChatId chatId, MemberChange change) {
        Spell spell = change.after().spells().getLast();
        JoinDetail detail = spell.detail();
        SeenMember profile = change.profile();
        return new @Nullable Object[] {
            corpId.value(),
            chatId.value(),
            change.memberId(),
            profile.external(),
            JdbcTime.of(Objects.requireNonNull(spell.joinedAt(), "who is in has joined")),
            detail == null ? null : detail.joinScene(),
            detail == null ? null : value(detail.state()),
            detail == null ? null : value(detail.invitor()),
            profile.unionId(),
            profile.groupNickname(),
            profile.name()
        };
    }

    @Override
    public List<Announcement> unannounced(CorpId corpId, ChatId chatId) {
        return client.sql(UNANNOUNCED)
                .param("corpId", corpId.value())
                .param("chatId", chatId.value())
                .query((row, _) -> new Announcement(
                        spell(row),
                        row.getString("member_id"),
                        row.getBoolean("is_external"),
                        row.getBoolean("join_announced"),
                        row.getBoolean("quit_announced")))
                .list();
    }

    @Override
    public void announced(CorpId corpId, List<Announcement> announcements) {
        if (announcements.isEmpty()) {
            return;
        }
        client.sql("""
                        UPDATE group_member_spell
                        SET join_announced = joined_at IS NOT NULL, quit_announced = quit_at IS NOT NULL, news = FALSE
                        WHERE corp_id = :corpId AND id IN (:ids)
                        """)
                .param("corpId", corpId.value())
                .param("ids", announcements.stream().map(a -> a.spell().id()).toList())
                .update();
    }

    static Spell spell(ResultSet row) throws SQLException {
        return new Spell(
                row.getLong("id"),
                JdbcTime.getNullable(row, "joined_at"),
                row.getBoolean("join_told"),
                detail(row),
                quit(row));
    }

    private static @Nullable JoinDetail detail(ResultSet row) throws SQLException {
        Integer joinScene = row.getObject("join_scene", Integer.class);
        String state = row.getString("state");
        String invitor = row.getString("invitor");
        return joinScene == null
                ? null
                : new JoinDetail(
                        joinScene,
                        state == null ? null : new State(state),
                        invitor == null ? null : new UserId(invitor));
    }

    private static @Nullable Quit quit(ResultSet row) throws SQLException {
        Instant quitAt = JdbcTime.getNullable(row, "quit_at");
        return quitAt == null
                ? null
                : new Quit(quitAt, row.getBoolean("quit_told"), row.getObject("quit_scene", Integer.class));
    }

    private static SeenMember seen(ResultSet row) throws SQLException {
        JoinDetail detail = detail(row);
        return new SeenMember(
                row.getString("member_id"),
                row.getBoolean("is_external"),
                JdbcTime.get(row, "joined_at"),
                detail == null ? new JoinDetail(0, null, null) : detail,
                row.getString("unionid"),
                row.getString("group_nickname"),
                row.getString("name"));
    }

    private static @Nullable String value(@Nullable State state) {
        return state == null ? null : state.value();
    }

    private static @Nullable String value(@Nullable UserId userId) {
        return userId == null ? null : userId.value();
    }

    /** Who is in, as it is shown; the tier is absent until members were ranked. */
    record Present(SeenMember member, @Nullable String tier) {}

    /** A stay as it is shown. */
    record Stay(String memberId, boolean external, Spell spell) {}

    /**
     * Who is in, in the order of their ids, from after the given one on.
     *
     * @param tier only members of this tier; absent: any
     * @param strangers only contacts who are no member's contact
     */
    List<Present> current(
            CorpId corpId, ChatId chatId, @Nullable String tier, boolean strangers, String afterMemberId, int limit) {
        return client.sql((tier == null ? ANY_TIER : OF_TIER)
                        + (strangers ? STRANGE : "")
                        + (tier == null ? "ORDER BY m.member_id" : "ORDER BY t.member_id")
                        + " LIMIT :limit")
                .param("corpId", corpId.value())
                .param("chatId", chatId.value())
                .param("tier", tier)
                .param("after", afterMemberId)
                .param("limit", limit)
                .query((row, _) -> new Present(seen(row), row.getString("tier")))
                .list();
    }

    /** Whether all contacts of the corp are known: before that, nobody can be told to be a stranger. */
    boolean contactsKnown(CorpId corpId) {
        return client.sql("SELECT 1 FROM known_contact_pull WHERE corp_id = :corpId")
                .param("corpId", corpId.value())
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /** All stays, perhaps of one member, in the order in which we learnt of them, from after the given one on. */
    List<Stay> stays(CorpId corpId, ChatId chatId, @Nullable String memberId, long after, int limit) {
        return client.sql(SPELL + """
                        WHERE corp_id = :corpId AND chat_id = :chatId AND id > :after
                            AND (:memberId IS NULL OR member_id = :memberId)
                        ORDER BY id
                        LIMIT :limit
                        """)
                .param("corpId", corpId.value())
                .param("chatId", chatId.value())
                .param("memberId", memberId)
                .param("after", after)
                .param("limit", limit)
                .query((row, _) -> new Stay(row.getString("member_id"), row.getBoolean("is_external"), spell(row)))
                .list();
    }
}
