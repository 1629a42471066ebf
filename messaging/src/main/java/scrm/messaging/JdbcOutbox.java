package scrm.messaging;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import scrm.events.Event;
import scrm.events.Topic;

/** {@link Outbox} as a table, and what its relay needs of it. */
final class JdbcOutbox implements Outbox {
    /** As many as the migration made rows in {@code outbox_shard}. */
    static final int SHARDS = 16;

    /** Rows of one publication, at most. */
    static final int BATCH = 1000;

    // The hot queries; a test pins how the server runs them.
    static final String WAITING_SHARDS = "SELECT DISTINCT shard FROM outbox";
    static final String OLDEST = """
            SELECT id, shard, topic, event_key, event_id, event_type, traceparent, payload
            FROM outbox WHERE shard = ? ORDER BY id LIMIT ?""";

    private static final String INSERT = """
            INSERT INTO outbox
                (shard, corp_id, topic, event_key, event_id, event_type, traceparent, payload, created_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6))""";

    private final JdbcTemplate jdbc;
    private final JdbcClient client;
    private final TransactionTemplate transaction;
    private final EventJson json;
    private final TransactionBatch.Sink<Appended> appended = new TransactionBatch.Sink<>() {
        @Override
        public void write(List<Appended> rows) {
            insert(rows);
        }

        @Override
        public void committed(List<Appended> rows) {
            nudge.accept(rows.stream().map(Appended::shard).collect(Collectors.toSet()));
        }
    };
    private volatile Consumer<Set<Integer>> nudge = _ -> {};

    /** A row that waits. */
    record Waiting(
            long id,
            int shard,
            Topic topic,
            String key,
            String eventId,
            String eventType,
            @Nullable String traceparent,
            String payload) {}

    private record Appended(int shard, Event event, String traceparent, String payload) {}

    JdbcOutbox(JdbcTemplate jdbc, TransactionTemplate transaction, EventJson json) {
        this.jdbc = jdbc;
        this.client = JdbcClient.create(jdbc);
        this.transaction = transaction;
        this.json = json;
    }

    /** Has somebody told of shards that got rows, after their transaction committed. */
    void onAppended(Consumer<Set<Integer>> listener) {
        nudge = listener;
    }

    @Override
    public void append(Event event) {
        TransactionBatch.add(
                appended, new Appended(shardOf(event.key()), event, Trace.current(), json.writeText(event)));
    }

    static int shardOf(String key) {
        return Math.floorMod(key.hashCode(), SHARDS);
    }

    private void insert(List<Appended> rows) {
        jdbc.batchUpdate(INSERT, rows, rows.size(), (statement, row) -> {
            Event event = row.event();
            statement.setInt(1, row.shard());
            statement.setString(2, event.corpId().value());
            statement.setString(3, event.topic().name());
            statement.setString(4, event.key());
            statement.setString(5, event.id().value());
            statement.setString(6, event.getClass().getSimpleName());
            statement.setString(7, row.traceparent());
            statement.setString(8, row.payload());
        });
    }

    /** The shards that have rows. */
    Set<Integer> waitingShards() {
        return new TreeSet<>(
                client.sql(WAITING_SHARDS).query((row, _) -> row.getInt(1)).list());
    }

    /**
     * Takes those of the shards that nobody holds; their order is in one relay's hands until the lease ends.
     *
     * @param owner names the relay
     */
    Set<Integer> lease(Collection<Integer> shards, long owner, Duration lease) {
        Set<Integer> leased = transaction.execute(_ -> {
            List<Integer> free = client.sql("""
                            SELECT shard FROM outbox_shard
                            WHERE shard IN (:shards) AND lease_until < UTC_TIMESTAMP(6)
                            FOR UPDATE SKIP LOCKED""")
                    .param("shards", shards)
                    .query((row, _) -> row.getInt(1))
                    .list();
            if (!free.isEmpty()) {
                client.sql("""
                                UPDATE outbox_shard
                                SET owner = :owner, lease_until = UTC_TIMESTAMP(6) + INTERVAL :micros MICROSECOND
                                WHERE shard IN (:shards)""")
                        .param("owner", owner)
                        .param("micros", lease.toNanos() / 1000)
                        .param("shards", free)
                        .update();
            }
            return new TreeSet<>(free);
        });
        return leased == null ? Set.of() : leased;
    }

    /**
     * The oldest rows of each of the shards, as many of each, those of a shard in order: together at most
     * {@link #BATCH}.
     */
    List<Waiting> oldest(Collection<Integer> shards) {
        int each = BATCH / shards.size();
        return jdbc.query(
                String.join(" UNION ALL ", Collections.nCopies(shards.size(), "(" + OLDEST + ")")) + " ORDER BY id",
                (row, _) -> new Waiting(
                        row.getLong(1),
                        row.getInt(2),
                        Topic.valueOf(row.getString(3)),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        row.getString(7),
                        row.getString(8)),
                shards.stream().flatMap(shard -> Stream.of(shard, each)).toArray());
    }

    /** Deletes what Kafka has, and gives shards back as far as they are still this relay's: one commit for both. */
    void finish(List<Long> ids, Collection<Integer> shards, long owner) {
        transaction.executeWithoutResult(_ -> {
            if (!ids.isEmpty()) {
                client.sql("DELETE FROM outbox WHERE id IN (:ids)")
                        .param("ids", ids)
                        .update();
            }
            client.sql("""
                            UPDATE outbox_shard SET lease_until = '2000-01-01'
                            WHERE shard IN (:shards) AND owner = :owner""").param("shards", shards).param("owner", owner).update();
        });
    }

    /** For how long the oldest row has waited. */
    Duration age() {
        Long micros = client.sql("""
                        SELECT TIMESTAMPDIFF(MICROSECOND, created_at, UTC_TIMESTAMP(6))
                        FROM outbox ORDER BY id LIMIT 1""").query(Long.class).optional().orElse(0L);
        return Duration.ofNanos(Math.max(0, micros) * 1000);
    }
}
