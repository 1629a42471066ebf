package scrm.tag.contact;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.State;
import scrm.events.TagId;
import scrm.events.UserId;
import scrm.messaging.JdbcTime;

/** Contacts as tables. */
@Repository
class JdbcContacts implements Contacts {
    private final JdbcClient client;
    private final JdbcTemplate template;

    JdbcContacts(JdbcClient client, JdbcTemplate template) {
        this.client = client;
        this.template = template;
    }

    @Override
    public Map<ContactKey, KnownContact> lock(Collection<ContactKey> keys, Predicate<ContactKey> create) {
        Map<ContactKey, KnownContact> contacts = new HashMap<>();
        lock(keys, contacts);
        List<ContactKey> missing = keys.stream()
                .filter(key -> !contacts.containsKey(key))
                .filter(create)
                .distinct()
                .toList();
        if (!missing.isEmpty()) {
            template.batchUpdate(
                    "INSERT IGNORE INTO external_contact (corp_id, external_userid) VALUES (?, ?)",
                    missing.stream()
                            .map(ContactKey::columns)
                            .sorted(Comparator.comparing(Arrays::toString))
                            .toList());
            lock(missing, contacts);
        }
        followUsers(contacts.keySet())
                .forEach((key, followUsers) -> contacts.computeIfPresent(
                        key,
                        (_, contact) -> new KnownContact(key, contact.profile(), contact.refreshedAt(), followUsers)));
        return contacts;
    }

    private void lock(Collection<ContactKey> keys, Map<ContactKey, KnownContact> into) {
        if (!keys.isEmpty()) {
            client.sql("""
                            SELECT corp_id, external_userid, name, avatar, type, gender, unionid, corp_name,
                                refreshed_at
                            FROM external_contact
                            WHERE (corp_id, external_userid) IN (:keys)
                            FOR UPDATE
                            """).param("keys", columns(keys)).query(row -> {
                KnownContact contact = contact(row);
                into.put(contact.key(), contact);
            });
        }
    }

    private static List<Object[]> columns(Collection<ContactKey> keys) {
        return keys.stream().distinct().map(ContactKey::columns).toList();
    }

    /** The lock on a contact covers what hangs on it: everybody takes it first. */
    private Map<ContactKey, Map<UserId, FollowUser>> followUsers(Collection<ContactKey> keys) {
        Map<ContactKey, Map<UserId, FollowUser>> followUsers = new HashMap<>();
        if (keys.isEmpty()) {
            return followUsers;
        }
        Map<Pair, Set<TagId>> tags = new HashMap<>();
        forEach(
                keys,
                "tag_id FROM follow_user_tag",
                "",
                (pair, tag) -> tags.computeIfAbsent(pair, _ -> new HashSet<>()).add(new TagId(tag)));
        Map<Pair, Set<String>> personalTags = new HashMap<>();
        forEach(
                keys,
                "tag_name FROM personal_tag",
                " AND origin = 'WECOM'",
                (pair, tag) ->
                        personalTags.computeIfAbsent(pair, _ -> new HashSet<>()).add(tag));
        client.sql("""
                        SELECT corp_id, external_userid, userid, remark, description, remark_mobiles, add_way,
                            oper_userid, state, added_at, ended_by, ended_at, refreshed_at, tagged_at
                        FROM follow_user
                        WHERE (corp_id, external_userid) IN (:keys)
                        """).param("keys", columns(keys)).query(row -> {
            Pair pair = pair(row);
            followUsers
                    .computeIfAbsent(pair.contact, _ -> new HashMap<>())
                    .put(
                            pair.userId,
                            followUser(
                                    row,
                                    pair.userId,
                                    tags.getOrDefault(pair, Set.of()),
                                    personalTags.getOrDefault(pair, Set.of())));
        });
        return followUsers;
    }

    private record Pair(ContactKey contact, UserId userId) {}

    private static Pair pair(ResultSet row) throws SQLException {
        return new Pair(key(row), new UserId(row.getString("userid")));
    }

    private static ContactKey key(ResultSet row) throws SQLException {
        return new ContactKey(
                new CorpId(row.getString("corp_id")), new ExternalUserId(row.getString("external_userid")));
    }

    private void forEach(
            Collection<ContactKey> keys, String columnAndTable, String restriction, BiConsumer<Pair, String> each) {
        client.sql("SELECT corp_id, external_userid, userid, " + columnAndTable
                        + " WHERE (corp_id, external_userid) IN (:keys)" + restriction)
                .param("keys", columns(keys))
                .query(row -> {
                    each.accept(pair(row), row.getString(4));
                });
    }

    @Override
    public void save(List<ContactChange> changes) {
        List<@Nullable Object[]> profiles = new ArrayList<>();
        List<@Nullable Object[]> followUsers = new ArrayList<>();
        List<Object[]> tagsAdded = new ArrayList<>();
        List<Object[]> tagsRemoved = new ArrayList<>();
        List<Object[]> personalAdded = new ArrayList<>();
        List<Object[]> personalRemoved = new ArrayList<>();
        for (ContactChange change : changes) {
            CorpId corpId = change.key().corpId();
            String externalUserId = change.key().externalUserId().value();
            if (change.profile() != null) {
                profiles.add(profileRow(change, change.profile()));
            }
            for (FollowUserChange followUser : change.followUsers()) {
                FollowUser after = followUser.after();
                String userId = after.userId().value();
                followUsers.add(followUserRow(corpId, externalUserId, after));
                followUser
                        .tagsAdded()
                        .forEach(tag -> tagsAdded.add(new Object[] {
                            corpId.value(), externalUserId, userId, tag.value(), JdbcTime.of(after.taggedAt())
                        }));
                followUser
                        .tagsRemoved()
                        .forEach(tag ->
                                tagsRemoved.add(new Object[] {corpId.value(), externalUserId, userId, tag.value()}));
                followUser
                        .personalTagsAdded()
                        .forEach(tag -> personalAdded.add(new Object[] {corpId.value(), externalUserId, userId, tag}));
                followUser
                        .personalTagsRemoved()
                        .forEach(
                                tag -> personalRemoved.add(new Object[] {corpId.value(), externalUserId, userId, tag}));
            }
        }
        template.batchUpdate("""
                INSERT INTO external_contact
                    (corp_id, external_userid, name, avatar, type, gender, unionid, corp_name, refreshed_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON DUPLICATE KEY UPDATE name = VALUES(name), avatar = VALUES(avatar), type = VALUES(type),
                    gender = VALUES(gender), unionid = VALUES(unionid), corp_name = VALUES(corp_name),
                    refreshed_at = VALUES(refreshed_at)
                """, profiles);
        template.batchUpdate("""
                INSERT INTO follow_user (corp_id, external_userid, userid, remark, description, remark_mobiles, add_way,
                    oper_userid, state, added_at, ended_by, ended_at, refreshed_at, tagged_at)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON DUPLICATE KEY UPDATE remark = VALUES(remark), description = VALUES(description),
                    remark_mobiles = VALUES(remark_mobiles), add_way = VALUES(add_way),
                    oper_userid = VALUES(oper_userid), state = VALUES(state), added_at = VALUES(added_at),
                    ended_by = VALUES(ended_by), ended_at = VALUES(ended_at), refreshed_at = VALUES(refreshed_at),
                    tagged_at = VALUES(tagged_at)
                """, followUsers);
        template.batchUpdate("""
                INSERT INTO follow_user_tag (corp_id, external_userid, userid, tag_id, source, assigned_at)
                VALUES (?, ?, ?, ?, 'WECOM', ?)
                ON DUPLICATE KEY UPDATE tag_id = VALUES(tag_id)
                """, tagsAdded);
        template.batchUpdate("""
                DELETE FROM follow_user_tag
                WHERE corp_id = ? AND external_userid = ? AND userid = ? AND tag_id = ?
                """, tagsRemoved);
        template.batchUpdate("""
                INSERT INTO personal_tag (corp_id, external_userid, userid, origin, tag_name)
                VALUES (?, ?, ?, 'WECOM', ?)
                ON DUPLICATE KEY UPDATE tag_name = VALUES(tag_name)
                """, personalAdded);
        template.batchUpdate("""
                DELETE FROM personal_tag
                WHERE corp_id = ? AND external_userid = ? AND userid = ? AND origin = 'WECOM' AND tag_name = ?
                """, personalRemoved);
    }

    private static @Nullable Object[] profileRow(ContactChange change, Profile profile) {
        return new @Nullable Object[] {
            change.key().corpId().value(),
            change.key().externalUserId().value(),
            profile.name(),
            profile.avatar(),
            profile.type(),
            profile.gender(),
            profile.unionId(),
            profile.corpName(),
            JdbcTime.of(change.readAt())
        };
    }

    private static @Nullable Object[] followUserRow(CorpId corpId, String externalUserId, FollowUser followUser) {
        Relation relation = followUser.relation();
        Ending ending = followUser.ending();
        return new @Nullable Object[] {
            corpId.value(),
            externalUserId,
            followUser.userId().value(),
            relation.remark(),
            relation.description(),
            String.join(",", relation.remarkMobiles()),
            relation.addWay(),
            relation.operUserId(),
            relation.state() == null ? null : relation.state().value(),
            JdbcTime.ofNullable(relation.addedAt()),
            ending == null ? null : ending.by().name(),
            ending == null ? null : JdbcTime.of(ending.at()),
            JdbcTime.ofNullable(known(followUser.refreshedAt())),
            JdbcTime.ofNullable(known(followUser.taggedAt()))
        };
    }

    private static KnownContact contact(ResultSet row) throws SQLException {
        return new KnownContact(key(row), profile(row), since(row, "refreshed_at"), Map.of());
    }

    static Profile profile(ResultSet row) throws SQLException {
        return new Profile(
                row.getString("name"),
                row.getString("avatar"),
                row.getInt("type"),
                row.getInt("gender"),
                row.getString("unionid"),
                row.getString("corp_name"));
    }

    private static FollowUser followUser(ResultSet row, UserId userId, Set<TagId> tags, Set<String> personalTags)
            throws SQLException {
        return new FollowUser(
                userId,
                relation(row),
                ending(row),
                since(row, "refreshed_at"),
                since(row, "tagged_at"),
                tags,
                personalTags);
    }

    static Relation relation(ResultSet row) throws SQLException {
        String mobiles = row.getString("remark_mobiles");
        String state = row.getString("state");
        return new Relation(
                row.getString("remark"),
                row.getString("description"),
                mobiles.isEmpty() ? List.of() : Arrays.asList(mobiles.split(",")),
                row.getInt("add_way"),
                row.getString("oper_userid"),
                state == null ? null : new State(state),
                JdbcTime.getNullable(row, "added_at"));
    }

    static @Nullable Ending ending(ResultSet row) throws SQLException {
        String by = row.getString("ended_by");
        return by == null ? null : new Ending(Ending.By.valueOf(by), JdbcTime.get(row, "ended_at"));
    }

    private static Instant since(ResultSet row, String column) throws SQLException {
        Instant at = JdbcTime.getNullable(row, column);
        return at == null ? Instant.MIN : at;
    }

    private static @Nullable Instant known(Instant at) {
        return at.equals(Instant.MIN) ? null : at;
    }
}
