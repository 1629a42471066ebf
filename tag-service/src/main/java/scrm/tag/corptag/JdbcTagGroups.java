package scrm.tag.corptag;

import static java.util.stream.Collectors.groupingBy;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.events.CorpId;
import scrm.events.TagGroupId;
import scrm.events.TagId;

/** Tag groups, tags and wishes as tables. */
@Repository
class JdbcTagGroups implements TagGroups {
    private static final String TAG = """
            SELECT t.tag_id, t.group_id, g.group_name, t.name, t.create_time, t.sort_order
            FROM corp_tag t JOIN tag_group g ON g.corp_id = t.corp_id AND g.group_id = t.group_id
            WHERE t.corp_id = :corpId AND t.deleted_at IS NULL AND g.deleted_at IS NULL
            """;

    private final JdbcClient client;
    private final JdbcTemplate template;

    JdbcTagGroups(JdbcClient client, JdbcTemplate template) {
        this.client = client;
        this.template = template;
    }

    @Override
    public Map<TagName, TagId> find(CorpId corpId, Collection<TagName> names) {
        if (names.isEmpty()) {
            return Map.of();
        }
        Map<TagName, TagId> found = new HashMap<>();
        client.sql(TAG + " AND g.group_name IN (:groupNames) AND t.name IN (:names)")
                .param("corpId", corpId.value())
                .param(
                        "groupNames",
                        names.stream().map(TagName::groupName).distinct().toList())
                .param("names", names.stream().map(TagName::name).distinct().toList())
                .query(JdbcTagGroups::tag)
                .list()
                .forEach(tag -> found.put(new TagName(tag.groupName(), tag.name()), tag.tagId()));
        found.keySet().retainAll(Set.copyOf(names));
        return found;
    }

    @Override
    public List<CorpTag> find(CorpId corpId, Set<TagId> tagIds) {
        return tagIds.isEmpty()
                ? List.of()
                : client.sql(TAG + " AND t.tag_id IN (:tagIds)")
                        .param("corpId", corpId.value())
                        .param("tagIds", values(tagIds))
                        .query(JdbcTagGroups::tag)
                        .list();
    }

    @Override
    public Set<TagId> unheardOf(CorpId corpId, Set<TagId> tagIds) {
        if (tagIds.isEmpty()) {
            return Set.of();
        }
        Set<TagId> unheardOf = new HashSet<>(tagIds);
        client.sql("SELECT tag_id FROM corp_tag WHERE corp_id = :corpId AND tag_id IN (:tagIds)")
                .param("corpId", corpId.value())
                .param("tagIds", values(tagIds))
                .query((row, _) -> new TagId(row.getString("tag_id")))
                .list()
                .forEach(unheardOf::remove);
        return unheardOf;
    }

    @Override
    public List<TagGroup> after(CorpId corpId, @Nullable TagGroupId groupId, int limit) {
        List<TagGroup> groups = client.sql("""
                        SELECT group_id, group_name, create_time, sort_order
                        FROM tag_group
                        WHERE corp_id = :corpId AND group_id > :after AND deleted_at IS NULL
                        ORDER BY group_id
                        LIMIT :limit
                        """)
                .param("corpId", corpId.value())
                .param("after", groupId == null ? "" : groupId.value())
                .param("limit", limit)
                .query((row, _) -> new TagGroup(
                        new TagGroupId(row.getString("group_id")),
                        row.getString("group_name"),
                        row.getTimestamp("create_time").toInstant(),
                        row.getLong("sort_order"),
                        List.of()))
                .list();
        if (groups.isEmpty()) {
            return groups;
        }
        Map<TagGroupId, List<CorpTag>> tags = client
                .sql(TAG + " AND t.group_id IN (:groupIds) ORDER BY t.sort_order DESC, t.tag_id")
                .param("corpId", corpId.value())
                .param(
                        "groupIds",
                        groups.stream().map(group -> group.groupId().value()).toList())
                .query(JdbcTagGroups::tag)
                .list()
                .stream()
                .collect(groupingBy(CorpTag::groupId));
        return groups.stream()
                .map(group -> new TagGroup(
                        group.groupId(),
                        group.name(),
                        group.createTime(),
                        group.order(),
                        tags.getOrDefault(group.groupId(), List.of())))
                .toList();
    }

    @Override
    public List<CorpTag> tagsAfter(CorpId corpId, @Nullable TagGroupId groupId, @Nullable TagId tagId, int limit) {
        return client.sql(TAG + """
                         AND t.tag_id > :after AND (:groupId IS NULL OR t.group_id = :groupId)
                        ORDER BY t.tag_id
                        LIMIT :limit
                        """)
                .param("corpId", corpId.value())
                .param("after", tagId == null ? "" : tagId.value())
                .param("groupId", groupId == null ? null : groupId.value())
                .param("limit", limit)
                .query(JdbcTagGroups::tag)
                .list();
    }

    @Override
    public void saw(CorpId corpId, List<TagGroup> groups, Instant seenAt) {
        List<Object[]> groupRows = new ArrayList<>();
        List<Object[]> tagRows = new ArrayList<>();
        for (TagGroup group : groups) {
            groupRows.add(new Object[] {
                corpId.value(), group.groupId().value(), group.name(), group.createTime(), group.order(), seenAt
            });
            for (CorpTag tag : group.tags()) {
                tagRows.add(new Object[] {
                    corpId.value(),
                    tag.tagId().value(),
                    group.groupId().value(),
                    tag.name(),
                    tag.createTime(),
                    tag.order(),
                    seenAt
                });
            }
        }
        // seen_at comes last: the columns before it are decided by what it was.
        template.batchUpdate("""
                INSERT INTO tag_group (corp_id, group_id, group_name, create_time, sort_order, seen_at)
                VALUES (?, ?, ?, ?, ?, ?)
                ON DUPLICATE KEY UPDATE
                    group_name = IF(VALUES(seen_at) >= seen_at, VALUES(group_name), group_name),
                    sort_order = IF(VALUES(seen_at) >= seen_at, VALUES(sort_order), sort_order),
                    deleted_at = IF(VALUES(seen_at) >= seen_at, NULL, deleted_at),
                    seen_at = GREATEST(VALUES(seen_at), seen_at)
                """, groupRows);
        template.batchUpdate("""
                INSERT INTO corp_tag (corp_id, tag_id, group_id, name, create_time, sort_order, seen_at)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                ON DUPLICATE KEY UPDATE
                    group_id = IF(VALUES(seen_at) >= seen_at, VALUES(group_id), group_id),
                    name = IF(VALUES(seen_at) >= seen_at, VALUES(name), name),
                    sort_order = IF(VALUES(seen_at) >= seen_at, VALUES(sort_order), sort_order),
                    deleted_at = IF(VALUES(seen_at) >= seen_at, NULL, deleted_at),
                    seen_at = GREATEST(VALUES(seen_at), seen_at)
                """, tagRows);
    }

    @Override
    public void deleteUnseen(CorpId corpId, Instant seenAt) {
        for (String table : List.of("corp_tag", "tag_group")) {
            client.sql("UPDATE " + table + """
                             SET deleted_at = :seenAt, seen_at = :seenAt
                            WHERE corp_id = :corpId AND seen_at < :seenAt AND deleted_at IS NULL
                            """)
                    .param("corpId", corpId.value())
                    .param("seenAt", seenAt)
                    .update();
        }
    }

    @Override
    public void wish(CorpId corpId, Collection<TagName> names, Instant at) {
        template.batchUpdate(
                """
                INSERT INTO tag_wish (corp_id, group_name, tag_name, state, wished_at)
                VALUES (?, ?, ?, 'WANTED', ?)
                ON DUPLICATE KEY UPDATE state = 'WANTED', errcode = NULL, wished_at = VALUES(wished_at), settled_at = NULL
                """,
                names.stream()
                        .map(name -> new Object[] {corpId.value(), name.groupName(), name.name(), at})
                        .toList());
    }

    @Override
    public List<String> wanted(CorpId corpId, String groupName) {
        return client.sql("""
                        SELECT tag_name FROM tag_wish
                        WHERE corp_id = :corpId AND group_name = :groupName AND state = 'WANTED'
                        ORDER BY tag_name
                        """)
                .param("corpId", corpId.value())
                .param("groupName", groupName)
                .query((row, _) -> row.getString("tag_name"))
                .list();
    }

    @Override
    public void settle(
            CorpId corpId, String groupName, Collection<String> names, @Nullable Integer errcode, Instant at) {
        if (names.isEmpty()) {
            return;
        }
        client.sql("""
                        UPDATE tag_wish SET state = :state, errcode = :errcode, settled_at = :at
                        WHERE corp_id = :corpId AND group_name = :groupName AND tag_name IN (:names) AND state = 'WANTED'
                        """)
                .param("state", errcode == null ? "PRESENT" : "REFUSED")
                .param("errcode", errcode)
                .param("at", at)
                .param("corpId", corpId.value())
                .param("groupName", groupName)
                .param("names", List.copyOf(names))
                .update();
    }

    private static CorpTag tag(ResultSet row, int number) throws SQLException {
        return new CorpTag(
                new TagId(row.getString("tag_id")),
                new TagGroupId(row.getString("group_id")),
                row.getString("group_name"),
                row.getString("name"),
                row.getTimestamp("create_time").toInstant(),
                row.getLong("sort_order"));
    }

    private static List<String> values(Set<TagId> tagIds) {
        return tagIds.stream().map(TagId::value).toList();
    }
}
