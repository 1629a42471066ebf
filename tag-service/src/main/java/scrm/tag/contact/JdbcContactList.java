package scrm.tag.contact;

import static java.util.stream.Collectors.groupingBy;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.State;
import scrm.events.TagId;
import scrm.events.UserId;
import scrm.messaging.JdbcTime;

/** Contacts as people look at them: a page takes four statements, however many contacts it has. */
@Repository
class JdbcContactList {
    private final JdbcClient client;

    JdbcContactList(JdbcClient client) {
        this.client = client;
    }

    /**
     * Which contacts; what is absent does not restrict. All restrictions but the tag's are about one relation.
     *
     * @param userId followed, now or once, by this member
     * @param tagId with this tag in a relation
     * @param state came by this state
     * @param lost whether a relation has ended
     * @param endedBy who ended it
     * @param addedAfter added at this time or later
     * @param addedBefore added before this time
     */
    record Filter(
            @Nullable UserId userId,
            @Nullable TagId tagId,
            @Nullable State state,
            @Nullable Boolean lost,
            Ending.@Nullable By endedBy,
            @Nullable Instant addedAfter,
            @Nullable Instant addedBefore) {
        boolean aboutRelation() {
            return userId != null
                    || state != null
                    || lost != null
                    || endedBy != null
                    || addedAfter != null
                    || addedBefore != null;
        }
    }

    /** A contact as it is shown. */
    record Listed(long id, ExternalUserId externalUserId, Profile profile, List<ListedFollowUser> followUsers) {}

    /** A relation as it is shown. */
    record ListedFollowUser(
            String externalUserId,
            UserId userId,
            Relation relation,
            @Nullable Ending ending,
            @Nullable Instant refreshedAt,
            List<ListedTag> tags,
            List<String> personalTags) {
        /** Grows with each reading that showed something else. */
        long version() {
            return refreshedAt == null ? 0 : ChronoUnit.MICROS.between(Instant.EPOCH, refreshedAt);
        }
    }

    /** A tag as it is shown. */
    record ListedTag(String externalUserId, String userId, TagId tagId, String source, Instant assignedAt) {}

    private record PersonalTag(String externalUserId, String userId, String tagName) {}

    /** Contacts in the order in which we got to know them, from after the given one on. */
    List<Listed> after(CorpId corpId, Filter filter, long id, int limit) {
        return withRelations(
                corpId,
                bind(
                                client.sql(select(
                                                "id, external_userid, name, avatar, type, gender, unionid, corp_name",
                                                filter)
                                        + " AND c.id > :after ORDER BY c.id LIMIT :limit"),
                                corpId,
                                filter)
                        .param("after", id)
                        .param("limit", limit)
                        .query((row, _) -> new Listed(
                                row.getLong("id"),
                                new ExternalUserId(row.getString("external_userid")),
                                JdbcContacts.profile(row),
                                List.of()))
                        .list());
    }

    long count(CorpId corpId, Filter filter) {
        return bind(client.sql(select("COUNT(*)", filter)), corpId, filter)
                .query(Long.class)
                .single();
    }

    Optional<Listed> find(CorpId corpId, ExternalUserId externalUserId) {
        return withRelations(
                        corpId,
                        client.sql("""
                                SELECT id, external_userid, name, avatar, type, gender, unionid, corp_name
                                FROM external_contact
                                WHERE corp_id = :corpId AND external_userid = :externalUserId
                                """)
                                .param("corpId", corpId.value())
                                .param("externalUserId", externalUserId.value())
                                .query((row, _) -> new Listed(
                                        row.getLong("id"), externalUserId, JdbcContacts.profile(row), List.of()))
                                .list())
                .stream()
                .findFirst();
    }

    static String select(String columns, Filter filter) {
        StringBuilder sql = new StringBuilder("SELECT " + columns + """
                 FROM external_contact c
                WHERE c.corp_id = :corpId
                """);
        if (filter.aboutRelation()) {
            sql.append("""
                    AND EXISTS (SELECT 1 FROM follow_user f
                        WHERE f.corp_id = c.corp_id AND f.external_userid = c.external_userid
                    """);
            sql.append(filter.userId() == null ? "" : " AND f.userid = :userId");
            sql.append(filter.state() == null ? "" : " AND f.state = :state");
            sql.append(filter.endedBy() == null ? "" : " AND f.ended_by = :endedBy");
            sql.append(filter.addedAfter() == null ? "" : " AND f.added_at >= :addedAfter");
            sql.append(filter.addedBefore() == null ? "" : " AND f.added_at < :addedBefore");
            if (filter.lost() != null) {
                sql.append(filter.lost() ? " AND f.ended_at IS NOT NULL" : " AND f.ended_at IS NULL");
            }
            sql.append(")\n");
        }
        if (filter.tagId() != null) {
            sql.append("""
                    AND EXISTS (SELECT 1 FROM follow_user_tag t
                        WHERE t.corp_id = c.corp_id AND t.external_userid = c.external_userid AND t.tag_id = :tagId)
                    """);
        }
        return sql.toString();
    }

    private static StatementSpec bind(StatementSpec statement, CorpId corpId, Filter filter) {
        StatementSpec bound = statement.param("corpId", corpId.value());
        if (filter.userId() != null) {
            bound = bound.param("userId", filter.userId().value());
        }
        if (filter.state() != null) {
            bound = bound.param("state", filter.state().value());
        }
        if (filter.endedBy() != null) {
            bound = bound.param("endedBy", filter.endedBy().name());
        }
        if (filter.addedAfter() != null) {
            bound = bound.param("addedAfter", filter.addedAfter());
        }
        if (filter.addedBefore() != null) {
            bound = bound.param("addedBefore", filter.addedBefore());
        }
        return filter.tagId() == null
                ? bound
                : bound.param("tagId", filter.tagId().value());
    }

    private List<Listed> withRelations(CorpId corpId, List<Listed> contacts) {
        if (contacts.isEmpty()) {
            return contacts;
        }
        List<String> ids = contacts.stream()
                .map(contact -> contact.externalUserId().value())
                .toList();
        Map<String, List<ListedTag>> tags = of(corpId, ids, """
                        SELECT external_userid, userid, tag_id, source, assigned_at FROM follow_user_tag
                        WHERE corp_id = :corpId AND external_userid IN (:ids) ORDER BY assigned_at, tag_id
                        """)
                .query((row, _) -> new ListedTag(
                        row.getString("external_userid"),
                        row.getString("userid"),
                        new TagId(row.getString("tag_id")),
                        row.getString("source"),
                        JdbcTime.get(row, "assigned_at")))
                .list()
                .stream()
                .collect(groupingBy(tag -> tag.externalUserId() + "|" + tag.userId()));
        Map<String, List<PersonalTag>> personalTags = of(corpId, ids, """
                        SELECT DISTINCT external_userid, userid, tag_name FROM personal_tag
                        WHERE corp_id = :corpId AND external_userid IN (:ids) ORDER BY tag_name
                        """)
                .query((row, _) -> new PersonalTag(
                        row.getString("external_userid"), row.getString("userid"), row.getString("tag_name")))
                .list()
                .stream()
                .collect(groupingBy(tag -> tag.externalUserId() + "|" + tag.userId()));
        Map<String, List<ListedFollowUser>> followUsers = of(corpId, ids, """
                        SELECT external_userid, userid, remark, description, remark_mobiles, add_way, oper_userid, state,
                            added_at, ended_by, ended_at, refreshed_at
                        FROM follow_user
                        WHERE corp_id = :corpId AND external_userid IN (:ids) ORDER BY added_at, userid
                        """)
                .query((row, _) -> {
                    String pair = row.getString("external_userid") + "|" + row.getString("userid");
                    return new ListedFollowUser(
                            row.getString("external_userid"),
                            new UserId(row.getString("userid")),
                            JdbcContacts.relation(row),
                            JdbcContacts.ending(row),
                            JdbcTime.getNullable(row, "refreshed_at"),
                            tags.getOrDefault(pair, List.of()),
                            personalTags.getOrDefault(pair, List.of()).stream()
                                    .map(PersonalTag::tagName)
                                    .toList());
                })
                .list()
                .stream()
                .collect(groupingBy(ListedFollowUser::externalUserId));
        return contacts.stream()
                .map(contact -> new Listed(
                        contact.id(),
                        contact.externalUserId(),
                        contact.profile(),
                        followUsers.getOrDefault(contact.externalUserId().value(), List.of())))
                .toList();
    }

    private StatementSpec of(CorpId corpId, List<String> ids, String sql) {
        return client.sql(sql).param("corpId", corpId.value()).param("ids", ids);
    }
}
