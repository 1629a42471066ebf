package scrm.tag.corptag;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.events.CorpId;
import scrm.events.TagGroupId;
import scrm.events.TagId;
import scrm.events.UserId;
import scrm.messaging.JdbcTime;
import scrm.tag.corptag.KeptTagGroup.Category;
import scrm.tag.corptag.KeptTagGroup.Traits;

/** Tag groups, tags and wishes as tables. */
@Repository
class JdbcTagGroups implements TagGroups {
    private static final String TAG = """
            SELECT t.tag_id, t.group_id, g.group_name, t.name, t.create_time, t.sort_order
            FROM corp_tag t JOIN tag_group g ON g.corp_id = t.corp_id AND g.group_id = t.group_id
            WHERE t.corp_id = :corpId AND t.deleted_at IS NULL AND g.deleted_at IS NULL
            """;

    private static final String GROUP = """
            SELECT group_id, group_name, create_time, sort_order, strategy_id, category, exclusive, colour, owner,
                version
            FROM tag_group
            WHERE corp_id = :corpId AND deleted_at IS NULL
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
        client.sql(TAG + " AND g.strategy_id IS NULL AND g.group_name IN (:groupNames) AND t.name IN (:names)")
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
    public List<CorpTag> all(CorpId corpId) {
        return client.sql(TAG)
                .param("corpId", corpId.value())
                .query(JdbcTagGroups::tag)
                .list();
    }

    @Override
    public Map<TagId, TagGroupId> exclusive(CorpId corpId, Set<TagId> tagIds) {
        Map<TagId, TagGroupId> groups = new HashMap<>();
        if (!tagIds.isEmpty()) {
            client.sql(TAG + " AND g.exclusive AND t.tag_id IN (:tagIds)")
                    .param("corpId", corpId.value())
                    .param("tagIds", values(tagIds))
                    .query(JdbcTagGroups::tag)
                    .list()
                    .forEach(tag -> groups.put(tag.tagId(), tag.groupId()));
        }
        return groups;
    }

    @Override
    public Optional<KeptTagGroup> find(CorpId corpId, TagGroupId groupId) {
        return withTags(
                        corpId,
                        client.sql(GROUP + " AND group_id = :groupId")
                                .param("corpId", corpId.value())
                                .param("groupId", groupId.value())
                                .query(JdbcTagGroups::group)
                                .list())
                .stream()
                .findFirst();
    }

    @Override
    public Optional<KeptTagGroup> groupOf(CorpId corpId, TagId tagId) {
        return find(corpId, Set.of(tagId)).stream().findFirst().flatMap(tag -> find(corpId, tag.groupId()));
    }

    @Override
    public Optional<KeptTagGroup> named(CorpId corpId, long strategyId, String groupName) {
        return withTags(
                        corpId,
                        client.sql(GROUP + " AND group_name = :groupName AND strategy_id = :strategyId")
                                .param("corpId", corpId.value())
                                .param("groupName", groupName)
                                .param("strategyId", strategyId)
                                .query(JdbcTagGroups::group)
                                .list())
                .stream()
                .findFirst();
    }

    @Override
    public boolean isTaken(CorpId corpId, @Nullable Long strategyId, String groupName, TagGroupId except) {
        return client.sql("""
                        SELECT COUNT(*) FROM tag_group
                        WHERE corp_id = :corpId AND group_name = :groupName AND strategy_id <=> :strategyId
                            AND group_id <> :except AND deleted_at IS NULL
                        """)
                        .param("corpId", corpId.value())
                        .param("groupName", groupName)
                        .param("strategyId", strategyId)
                        .param("except", except.value())
                        .query(Integer.class)
                        .single()
                > 0;
    }

    @Override
    public int count(CorpId corpId) {
        return client.sql("SELECT COUNT(*) FROM corp_tag WHERE corp_id = :corpId AND deleted_at IS NULL")
                .param("corpId", corpId.value())
                .query(Integer.class)
                .single();
    }

    @Override
    public long version(CorpId corpId, TagId tagId) {
        return client.sql("SELECT version FROM corp_tag WHERE corp_id = :corpId AND tag_id = :tagId")
                .param("corpId", corpId.value())
                .param("tagId", tagId.value())
                .query(Long.class)
                .single();
    }

    @Override
    public List<KeptTagGroup> after(CorpId corpId, Filter filter, @Nullable TagGroupId groupId, int limit) {
        return withTags(
                corpId,
                client.sql(GROUP + """
                             AND group_id > :after
                                AND (:category IS NULL OR category = :category)
                                AND (:strategyId IS NULL OR strategy_id = :strategyId)
                            ORDER BY group_id
                            LIMIT :limit
                            """)
                        .param("corpId", corpId.value())
                        .param("after", groupId == null ? "" : groupId.value())
                        .param("category", name(filter.category()))
                        .param("strategyId", filter.strategyId())
                        .param("limit", limit)
                        .query(JdbcTagGroups::group)
                        .list());
    }

    /** One statement more, however many groups there are; deleted tags count in what is shown. */
    private List<KeptTagGroup> withTags(CorpId corpId, List<KeptTagGroup> groups) {
        if (groups.isEmpty()) {
            return groups;
        }
        Map<TagGroupId, List<CorpTag>> tags = new HashMap<>();
        Map<TagGroupId, Long> versions = new HashMap<>();
        client.sql("""
                        SELECT t.tag_id, t.group_id, g.group_name, t.name, t.create_time, t.sort_order,
                            t.version, t.deleted_at
                        FROM corp_tag t JOIN tag_group g ON g.corp_id = t.corp_id AND g.group_id = t.group_id
                        WHERE t.corp_id = :corpId AND t.group_id IN (:groupIds)
                        ORDER BY t.sort_order DESC, t.tag_id
                        """)
                .param("corpId", corpId.value())
                .param(
                        "groupIds",
                        groups.stream()
                                .map(kept -> kept.group().groupId().value())
                                .toList())
                .query(row -> {
                    CorpTag tag = tag(row, 0);
                    versions.merge(tag.groupId(), row.getLong("version"), Long::sum);
                    if (row.getObject("deleted_at") == null) {
                        tags.computeIfAbsent(tag.groupId(), _ -> new ArrayList<>())
                                .add(tag);
                    }
                });
        return groups.stream()
                .map(kept -> {
                    TagGroup group = kept.group();
                    return new KeptTagGroup(
                            new TagGroup(
                                    group.groupId(),
                                    group.name(),
                                    group.createTime(),
                                    group.order(),
                                    group.strategyId(),
                                    tags.getOrDefault(group.groupId(), List.of())),
                            kept.traits(),
                            kept.version(),
                            kept.version() + versions.getOrDefault(group.groupId(), 0L));
                })
                .toList();
    }

    @Override
    public List<CorpTag> tagsAfter(CorpId corpId, Filter filter, @Nullable TagId tagId, int limit) {
        return client.sql(TAG + """
                         AND t.tag_id > :after AND (:groupId IS NULL OR t.group_id = :groupId)
                            AND (:category IS NULL OR g.category = :category)
                            AND (:strategyId IS NULL OR g.strategy_id = :strategyId)
                        ORDER BY t.tag_id
                        LIMIT :limit
                        """)
                .param("corpId", corpId.value())
                .param("after", tagId == null ? "" : tagId.value())
                .param(
                        "groupId",
                        filter.groupId() == null ? null : filter.groupId().value())
                .param("category", name(filter.category()))
                .param("strategyId", filter.strategyId())
                .param("limit", limit)
                .query(JdbcTagGroups::tag)
                .list();
    }

    @Override
    public boolean claim(CorpId corpId, TagGroupId groupId, long version) {
        return client.sql("""
                        UPDATE tag_group SET version = version + 1
                        WHERE corp_id = :corpId AND group_id = :groupId AND version = :version AND deleted_at IS NULL
                        """)
                        .param("corpId", corpId.value())
                        .param("groupId", groupId.value())
                        .param("version", version)
                        .update()
                == 1;
    }

    @Override
    public boolean claim(CorpId corpId, TagId tagId, long version) {
        return client.sql("""
                        UPDATE corp_tag SET version = version + 1
                        WHERE corp_id = :corpId AND tag_id = :tagId AND version = :version AND deleted_at IS NULL
                        """)
                        .param("corpId", corpId.value())
                        .param("tagId", tagId.value())
                        .param("version", version)
                        .update()
                == 1;
    }

    @Override
    public void describe(CorpId corpId, TagGroupId groupId, Traits traits) {
        client.sql("""
                        UPDATE tag_group
                        SET category = :category, exclusive = :exclusive, colour = :colour, owner = :owner,
                            version = version + 1
                        WHERE corp_id = :corpId AND group_id = :groupId
                        """)
                .param("category", traits.category().name())
                .param("exclusive", traits.exclusive())
                .param("colour", traits.colour())
                .param("owner", traits.owner() == null ? null : traits.owner().value())
                .param("corpId", corpId.value())
                .param("groupId", groupId.value())
                .update();
    }

    @Override
    public void saw(CorpId corpId, List<TagGroup> groups, Instant seenAt) {
        List<@Nullable Object[]> groupRows = new ArrayList<>();
        List<Object[]> tagRows = new ArrayList<>();
        for (TagGroup group : groups) {
            groupRows.add(new @Nullable Object[] {
                corpId.value(),
                group.groupId().value(),
                group.name(),
                JdbcTime.of(group.createTime()),
                group.order(),
                group.strategyId(),
                JdbcTime.of(seenAt)
            });
            for (CorpTag tag : group.tags()) {
                tagRows.add(new Object[] {
                    corpId.value(),
                    tag.tagId().value(),
                    group.groupId().value(),
                    tag.name(),
                    JdbcTime.of(tag.createTime()),
                    tag.order(),
                    JdbcTime.of(seenAt)
                });
            }
        }
        // The version comes first, for it is decided by what the others were; seen_at comes last, for it decides them.
        template.batchUpdate("""
                INSERT INTO tag_group (corp_id, group_id, group_name, create_time, sort_order, strategy_id, seen_at)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                ON DUPLICATE KEY UPDATE
                    version = version + (VALUES(seen_at) >= seen_at AND (deleted_at IS NOT NULL
                        OR group_name <> VALUES(group_name) OR sort_order <> VALUES(sort_order))),
                    group_name = IF(VALUES(seen_at) >= seen_at, VALUES(group_name), group_name),
                    sort_order = IF(VALUES(seen_at) >= seen_at, VALUES(sort_order), sort_order),
                    deleted_at = IF(VALUES(seen_at) >= seen_at, NULL, deleted_at),
                    seen_at = GREATEST(VALUES(seen_at), seen_at)
                """, groupRows);
        template.batchUpdate("""
                INSERT INTO corp_tag (corp_id, tag_id, group_id, name, create_time, sort_order, seen_at)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                ON DUPLICATE KEY UPDATE
                    version = version + (VALUES(seen_at) >= seen_at AND (deleted_at IS NOT NULL
                        OR name <> VALUES(name) OR sort_order <> VALUES(sort_order))),
                    group_id = IF(VALUES(seen_at) >= seen_at, VALUES(group_id), group_id),
                    name = IF(VALUES(seen_at) >= seen_at, VALUES(name), name),
                    sort_order = IF(VALUES(seen_at) >= seen_at, VALUES(sort_order), sort_order),
                    deleted_at = IF(VALUES(seen_at) >= seen_at, NULL, deleted_at),
                    seen_at = GREATEST(VALUES(seen_at), seen_at)
                """, tagRows);
    }

    @Override
    public void delete(CorpId corpId, Set<TagId> tagIds, Set<TagGroupId> groupIds, Instant at) {
        List<String> groups = groupIds.stream().map(TagGroupId::value).toList();
        delete(corpId, "corp_tag", "tag_id", values(tagIds), at);
        delete(corpId, "corp_tag", "group_id", groups, at);
        delete(corpId, "tag_group", "group_id", groups, at);
    }

    private void delete(CorpId corpId, String table, String column, List<String> ids, Instant at) {
        if (!ids.isEmpty()) {
            client.sql("UPDATE " + table
                            + " SET deleted_at = :at, seen_at = :at, version = version + 1 WHERE corp_id = "
                            + ":corpId AND " + column + " IN (:ids) AND deleted_at IS NULL")
                    .param("at", JdbcTime.of(at))
                    .param("corpId", corpId.value())
                    .param("ids", ids)
                    .update();
        }
    }

    @Override
    public void deleteUnseen(CorpId corpId, boolean strategies, Instant seenAt) {
        String concerned = strategies ? "" : """
                 AND group_id IN (SELECT group_id FROM (SELECT group_id FROM tag_group
                    WHERE corp_id = :corpId AND strategy_id IS NULL) own)
                """;
        for (String table : List.of("corp_tag", "tag_group")) {
            client.sql("UPDATE " + table + """
                             SET deleted_at = :seenAt, seen_at = :seenAt, version = version + 1
                            WHERE corp_id = :corpId AND seen_at < :seenAt AND deleted_at IS NULL
                            """ + concerned)
                    .param("corpId", corpId.value())
                    .param("seenAt", JdbcTime.of(seenAt))
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
                        .map(name -> new Object[] {corpId.value(), name.groupName(), name.name(), JdbcTime.of(at)})
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
                .param("at", JdbcTime.of(at))
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
                JdbcTime.get(row, "create_time"),
                row.getLong("sort_order"));
    }

    private static KeptTagGroup group(ResultSet row, int number) throws SQLException {
        String owner = row.getString("owner");
        return new KeptTagGroup(
                new TagGroup(
                        new TagGroupId(row.getString("group_id")),
                        row.getString("group_name"),
                        JdbcTime.get(row, "create_time"),
                        row.getLong("sort_order"),
                        row.getObject("strategy_id", Long.class),
                        List.of()),
                new Traits(
                        Category.valueOf(row.getString("category")),
                        row.getBoolean("exclusive"),
                        row.getString("colour"),
                        owner == null ? null : new UserId(owner)),
                row.getLong("version"),
                0);
    }

    private static @Nullable String name(@Nullable Category category) {
        return category == null ? null : category.name();
    }

    private static List<String> values(Set<TagId> tagIds) {
        return tagIds.stream().map(TagId::value).toList();
    }
}
