package scrm.sop.fact;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.events.CorpId;
import scrm.events.TagGroupId;
import scrm.events.TagId;
import scrm.messaging.JdbcTime;

@Repository
class JdbcKnownTags implements KnownTags {
    /** By a key each; a test pins how the server runs it. */
    static final String OF_GROUPS = """
            SELECT tag_id, name, group_id, group_name, place FROM tag_name
            WHERE corp_id = :corpId AND group_id IN (:groups)
            UNION
            SELECT tag_id, name, group_id, group_name, place FROM tag_name
            WHERE corp_id = :corpId AND group_name IN (:groups)
            ORDER BY place
            """;

    private static final int BATCH = 1000;

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    JdbcKnownTags(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    private record Placed(NamedTag tag, int place) {
        String id() {
            return tag.tagId().value();
        }
    }

    @Override
    public void replace(CorpId corpId, List<NamedTag> tags, Instant now) {
        List<Placed> placed = new ArrayList<>();
        tags.forEach(tag -> placed.add(new Placed(tag, placed.size())));
        // In one order everywhere, against deadlocks.
        placed.sort(Comparator.comparing(Placed::id));
        batches.batchUpdate("""
                INSERT INTO tag_name (corp_id, tag_id, name, group_id, group_name, place, read_at)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                ON DUPLICATE KEY UPDATE name = VALUES(name), group_id = VALUES(group_id),
                    group_name = VALUES(group_name), place = VALUES(place), read_at = VALUES(read_at)
                """, placed, BATCH, (statement, each) -> {
            statement.setString(1, corpId.value());
            statement.setString(2, each.id());
            statement.setString(3, each.tag().name());
            statement.setString(4, each.tag().groupId().value());
            statement.setString(5, each.tag().groupName());
            statement.setInt(6, each.place());
            statement.setObject(7, JdbcTime.of(now));
        });
        jdbc.sql("DELETE FROM tag_name WHERE corp_id = :corpId AND read_at < :now")
                .param("corpId", corpId.value())
                .param("now", JdbcTime.of(now))
                .update();
    }

    @Override
    public Optional<Instant> readAt(CorpId corpId) {
        return jdbc.sql("SELECT read_at FROM tag_name WHERE corp_id = :corpId LIMIT 1")
                .param("corpId", corpId.value())
                .query((row, _) -> JdbcTime.get(row, "read_at"))
                .optional();
    }

    @Override
    public List<NamedTag> ofGroups(CorpId corpId, Collection<String> groups) {
        if (groups.isEmpty()) {
            return List.of();
        }
        return jdbc.sql(OF_GROUPS)
                .param("corpId", corpId.value())
                .param("groups", groups)
                .query((row, _) -> new NamedTag(
                        new TagId(row.getString("tag_id")),
                        row.getString("name"),
                        new TagGroupId(row.getString("group_id")),
                        row.getString("group_name")))
                .list();
    }
}
