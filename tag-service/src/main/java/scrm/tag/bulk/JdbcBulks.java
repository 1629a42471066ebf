package scrm.tag.bulk;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.stereotype.Repository;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.TagId;
import scrm.events.UserId;
import scrm.messaging.JdbcTime;
import scrm.tag.bulk.Bulk.Tally;

/** Bulk taggings as tables. */
@Repository
class JdbcBulks implements Bulks {
    /** So many rows of each table are deleted at once. */
    private static final int FORGOTTEN_AT_ONCE = 5_000;

    /** The driver keeps a kilobyte for each row of a batch: the longest list would take ten megabytes. */
    private static final int INSERTED_AT_ONCE = 1_000;

    private static final String BULK = """
            SELECT id, job_id, actor, dry_run, undo_of, expires_at, created_at, finished_at, relations, calls, changes,
                unchanged
            FROM bulk_tagging
            WHERE corp_id = :corpId
            """;

    private static final String ITEMS = """
            SELECT n, external_userid, userid, add_tags, remove_tags, state, problem_field, problem_code
            FROM bulk_item FORCE INDEX (%s)
            WHERE bulk_id = :id AND n > :after AND corp_id = :corpId
            """;

    /** Named, for MySQL 9 reads and sorts all items by the other index if the state is not asked for. */
    static final String ITEMS_OF_ANY_STATE = ITEMS.formatted("PRIMARY") + " ORDER BY n LIMIT :limit";

    static final String ITEMS_OF_STATE =
            ITEMS.formatted("bulk_item_by_state") + " AND state = :state ORDER BY n LIMIT :limit";

    private final JdbcClient client;
    private final JdbcTemplate template;

    JdbcBulks(JdbcClient client, JdbcTemplate template) {
        this.client = client;
        this.template = template;
    }

    @Override
    public long open(
            CorpId corpId,
            String actor,
            boolean dryRun,
            @Nullable Long undoOf,
            @Nullable Instant expiresAt,
            Instant now) {
        KeyHolder key = new GeneratedKeyHolder();
        client.sql("""
                        INSERT INTO bulk_tagging (corp_id, actor, dry_run, undo_of, expires_at, created_at)
                        VALUES (:corpId, :actor, :dryRun, :undoOf, :expiresAt, :now)
                        """)
                .param("corpId", corpId.value())
                .param("actor", actor)
                .param("dryRun", dryRun)
                .param("undoOf", undoOf)
                .param("expiresAt", JdbcTime.ofNullable(expiresAt))
                .param("now", JdbcTime.of(now))
                .update(key);
        return Objects.requireNonNull(key.getKey()).longValue();
    }

    @Override
    public void start(CorpId corpId, long id, String jobId) {
        client.sql("UPDATE bulk_tagging SET job_id = :jobId WHERE corp_id = :corpId AND id = :id")
                .param("jobId", jobId)
                .param("corpId", corpId.value())
                .param("id", id)
                .update();
    }

    @Override
    public Optional<Bulk> find(CorpId corpId, long id) {
        return find(BULK + " AND id = :id", corpId, id);
    }

    @Override
    public Optional<Bulk> lock(CorpId corpId, long id) {
        return find(BULK + " AND id = :id FOR UPDATE", corpId, id);
    }

    private Optional<Bulk> find(String sql, CorpId corpId, long id) {
        return client.sql(sql)
                .param("corpId", corpId.value())
                .param("id", id)
                .query(JdbcBulks::bulk)
                .optional();
    }

    @Override
    public List<Bulk> before(CorpId corpId, long id, int limit) {
        return client.sql(BULK + " AND id < :id AND job_id IS NOT NULL ORDER BY id DESC LIMIT :limit")
                .param("corpId", corpId.value())
                .param("id", id)
                .param("limit", limit)
                .query(JdbcBulks::bulk)
                .list();
    }

    @Override
    public Optional<Long> undoOf(CorpId corpId, long id) {
        return client.sql("SELECT id FROM bulk_tagging WHERE corp_id = :corpId AND undo_of = :id")
                .param("corpId", corpId.value())
                .param("id", id)
                .query(Long.class)
                .optional();
    }

    @Override
    public void addItems(CorpId corpId, long id, List<Item> items) {
        if (items.isEmpty()) {
            return;
        }
        insert(corpId, id, items);
        List<Item> repeated = repeated(corpId, id, items);
        insert(
                corpId,
                id,
                repeated.stream()
                        .map(item -> Item.unreadable(item.n(), "external_userid", "duplicate"))
                        .toList());
    }

    private void insert(CorpId corpId, long id, List<Item> items) {
        template.batchUpdate("""
                INSERT IGNORE INTO bulk_item (bulk_id, n, corp_id, external_userid, userid, unreadable, add_tags,
                    remove_tags, state, problem_field, problem_code)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """, items, INSERTED_AT_ONCE, (row, item) -> {
            row.setLong(1, id);
            row.setInt(2, item.n());
            row.setString(3, corpId.value());
            row.setString(
                    4,
                    item.externalUserId() == null ? "" : item.externalUserId().value());
            row.setString(5, item.userId() == null ? "" : item.userId().value());
            row.setInt(6, item.state() == Item.State.UNREADABLE ? item.n() : 0);
            row.setString(7, joined(item.add()));
            row.setString(8, joined(item.remove()));
            row.setString(9, item.state().name());
            row.setString(10, item.problem() == null ? null : item.problem().field());
            row.setString(11, item.problem() == null ? null : item.problem().code());
        });
    }

    /** Those of the items that were not inserted, for another stands in their place. */
    private List<Item> repeated(CorpId corpId, long id, List<Item> items) {
        Set<Integer> there = new HashSet<>(client.sql("""
                        SELECT n FROM bulk_item
                        WHERE bulk_id = :id AND n BETWEEN :first AND :last AND corp_id = :corpId
                        """)
                .param("corpId", corpId.value())
                .param("id", id)
                .param("first", items.getFirst().n())
                .param("last", items.getLast().n())
                .query(Integer.class)
                .list());
        return items.stream().filter(item -> !there.contains(item.n())).toList();
    }

    @Override
    public List<Item> items(CorpId corpId, long id, Item.@Nullable State state, int after, int limit) {
        return client.sql(state == null ? ITEMS_OF_ANY_STATE : ITEMS_OF_STATE)
                .param("corpId", corpId.value())
                .param("id", id)
                .param("after", after)
                .param("state", state == null ? null : state.name())
                .param("limit", limit)
                .query(JdbcBulks::item)
                .list();
    }

    @Override
    public Map<Item.State, Long> itemCounts(CorpId corpId, long id) {
        Map<Item.State, Long> counts = new EnumMap<>(Item.State.class);
        client.sql("""
                        SELECT state, COUNT(*) FROM bulk_item
                        WHERE bulk_id = :id AND corp_id = :corpId GROUP BY state
                        """).param("corpId", corpId.value()).param("id", id).query(row -> {
            counts.put(Item.State.valueOf(row.getString(1)), row.getLong(2));
        });
        return counts;
    }

    @Override
    public void mark(CorpId corpId, long id, Map<Integer, Item.State> states) {
        states.entrySet().stream()
                .collect(groupingBy(Map.Entry::getValue, mapping(Map.Entry::getKey, toList())))
                .forEach((state, numbers) -> client.sql("""
                                UPDATE bulk_item SET state = :state
                                WHERE bulk_id = :id AND n IN (:numbers) AND corp_id = :corpId
                                """)
                        .param("state", state.name())
                        .param("id", id)
                        .param("numbers", numbers)
                        .param("corpId", corpId.value())
                        .update());
    }

    @Override
    public void count(CorpId corpId, long id, Tally more) {
        client.sql("""
                        UPDATE bulk_tagging
                        SET relations = relations + :relations, calls = calls + :calls, changes = changes + :changes,
                            unchanged = unchanged + :unchanged
                        WHERE corp_id = :corpId AND id = :id
                        """)
                .param("relations", more.relations())
                .param("calls", more.calls())
                .param("changes", more.changes())
                .param("unchanged", more.unchanged())
                .param("corpId", corpId.value())
                .param("id", id)
                .update();
    }

    @Override
    public boolean isAsked(CorpId corpId, long id) {
        return client.sql("""
                        SELECT EXISTS (SELECT 1 FROM bulk_change
                            WHERE corp_id = :corpId AND bulk_id = :id AND state = 'ASKED')
                        """)
                .param("corpId", corpId.value())
                .param("id", id)
                .query(Boolean.class)
                .single();
    }

    @Override
    public void finish(CorpId corpId, long id, Instant now) {
        client.sql("UPDATE bulk_tagging SET finished_at = :now WHERE corp_id = :corpId AND id = :id")
                .param("now", JdbcTime.of(now))
                .param("corpId", corpId.value())
                .param("id", id)
                .update();
    }

    @Override
    public boolean forget(CorpId corpId, long id) {
        int rows = 0;
        for (String table : List.of("bulk_item", "bulk_change")) {
            rows += client.sql("DELETE FROM " + table + " WHERE bulk_id = :id AND corp_id = :corpId LIMIT "
                            + FORGOTTEN_AT_ONCE)
                    .param("corpId", corpId.value())
                    .param("id", id)
                    .update();
        }
        if (rows > 0) {
            return true;
        }
        client.sql("DELETE FROM bulk_tagging WHERE corp_id = :corpId AND id = :id")
                .param("corpId", corpId.value())
                .param("id", id)
                .update();
        return false;
    }

    @Override
    public void erase(CorpId corpId, ExternalUserId externalUserId) {
        for (String table : List.of("bulk_item", "bulk_change")) {
            client.sql("DELETE FROM " + table + " WHERE corp_id = :corpId AND external_userid = :externalUserId")
                    .param("corpId", corpId.value())
                    .param("externalUserId", externalUserId.value())
                    .update();
        }
    }

    private static Bulk bulk(ResultSet row, int number) throws SQLException {
        return new Bulk(
                row.getLong("id"),
                row.getString("job_id"),
                row.getString("actor"),
                row.getBoolean("dry_run"),
                row.getObject("undo_of", Long.class),
                JdbcTime.getNullable(row, "expires_at"),
                JdbcTime.get(row, "created_at"),
                JdbcTime.getNullable(row, "finished_at"),
                new Tally(
                        row.getLong("relations"),
                        row.getLong("calls"),
                        row.getLong("changes"),
                        row.getLong("unchanged")));
    }

    private static Item item(ResultSet row, int number) throws SQLException {
        String contact = row.getString("external_userid");
        String userId = row.getString("userid");
        String field = row.getString("problem_field");
        return new Item(
                row.getInt("n"),
                contact.isEmpty() ? null : new ExternalUserId(contact),
                userId.isEmpty() ? null : new UserId(userId),
                tagIds(row.getString("add_tags")),
                tagIds(row.getString("remove_tags")),
                Item.State.valueOf(row.getString("state")),
                field == null ? null : new Item.Problem(field, row.getString("problem_code")));
    }

    private static @Nullable String joined(List<TagId> tagIds) {
        return tagIds.isEmpty() ? null : tagIds.stream().map(TagId::value).collect(Collectors.joining(","));
    }

    private static List<TagId> tagIds(@Nullable String joined) {
        return joined == null
                ? new ArrayList<>()
                : Arrays.stream(joined.split(",")).map(TagId::new).toList();
    }
}
