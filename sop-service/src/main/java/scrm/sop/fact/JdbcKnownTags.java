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
        // Of two reads that overlap the later one holds, whichever is written last. Assignments are made from left to
        // right: what comes before read_at is judged by the time that stood there before.
        batches.batchUpdate("""
                INSERT INTO tag_name (corp_id, tag_id, name, group_id, group_name, place, read_at)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                ON DUPLICATE KEY UPDATE
                    name = IF(VALUES(read_at) >= read_at, VALUES(name), name),
                    group_id = IF(VALUES(read_at) >= read_at, VALUES(group_id), group_id),
                    group_name = IF(VALUES(read_at) >= read_at, VALUES(group_name), group_name),
                    place = IF(VALUES(read_at) >= read_at, VALUES(place), place),
                    read_at = GREATEST(VALUES(read_at), read_at)
                """, placed, BATCH, (statement, each) -> {
            statement.setString(1, corpId.value());
            statement.setString(2, each.id());
            statement.setString(3, each.tag().name());
            statement.setString(4, each.tag().groupId().value());
            statement.setString(5, each.tag().groupName());
            statement.setInt(6, each.place());
            statement.setObject(7, JdbcTime.of(now));
        });
        jdbc.sql("""
                        DELETE t FROM tag_name t
                        JOIN (SELECT MAX(read_at) AS at FROM tag_name WHERE corp_id = :corpId) latest
                        WHERE t.corp_id = :corpId AND (t.read_at < :now OR t.read_at < latest.at)
                        """)
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
