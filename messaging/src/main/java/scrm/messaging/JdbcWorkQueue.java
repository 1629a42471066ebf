package scrm.messaging;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;

import scrm.messaging.JdbcClaims.Claimed;

/**
 * {@link WorkQueue} as a table: how work gets in, claimed at once if a worker has a place for it. Due times are the
 * clock's, leases the database's.
 */
final class JdbcWorkQueue implements WorkQueue {
    private static final String ONCE = """
            INSERT IGNORE INTO work (kind, corp_id, work_key, payload, state, due_at, traceparent, created_at)
            VALUES (?, ?, ?, ?, 'READY', ?, ?, UTC_TIMESTAMP(6))""";

    private static final String CLAIMED = """
            INSERT IGNORE INTO work (kind, corp_id, work_key, payload, state, due_at, traceparent, created_at,
                                     fence, attempt, lease_until)
            VALUES
            """;

    private static final String CLAIMED_ROW =
            "(?, ?, ?, ?, 'RUNNING', ?, ?, UTC_TIMESTAMP(6), ?, 1, UTC_TIMESTAMP(6) + INTERVAL ? MICROSECOND)";

    /**
     * A waiting row that is replaced gets a new fence: whoever still holds it from an expired lease has lost it. A busy
     * one keeps its fence and runs again. Assignments are made from left to right, so state comes last.
     */
    private static final String REFRESH = """
            INSERT INTO work (kind, corp_id, work_key, payload, state, due_at, traceparent, created_at)
            VALUES (?, ?, ?, ?, 'READY', ?, ?, UTC_TIMESTAMP(6))
            ON DUPLICATE KEY UPDATE
                due_at = IF(state = 'READY', LEAST(due_at, VALUES(due_at)), VALUES(due_at)),
                payload = VALUES(payload),
                traceparent = VALUES(traceparent),
                fence = IF(state IN ('RUNNING', 'UNKNOWN', 'ASKING'), fence, fence + 1),
                attempt = IF(state IN ('RUNNING', 'UNKNOWN', 'ASKING'), attempt, 0),
                settled_at = NULL,
                again = state IN ('RUNNING', 'UNKNOWN', 'ASKING'),
                state = IF(state IN ('RUNNING', 'UNKNOWN', 'ASKING'), state, 'READY')""";

    private final JdbcTemplate jdbc;
    private final JdbcClient client;
    private final EventJson json;
    private final Clock clock;
    private volatile Worker worker = new Worker() {};

    /** Whoever does the work; by default nobody. */
    interface Worker {
        /** Work of these kinds is due. */
        default void nudge(Set<String> kinds) {}

        /** Keeps a place for a piece that is about to be submitted; null if it has to queue. */
        default @Nullable Place reserve(String kind) {
            return null;
        }
    }

    /**
     * A place at a worker, for work that is claimed by the transaction that submits it. Exactly one method is called.
     */
    interface Place {
        /** For how long it may be claimed. */
        Duration lease();

        /** Its claim is durable: do it. */
        void start(Claimed claimed);

        /** Nobody knows whether its claim is durable: put it back if it is. */
        void putBack(Claimed claimed);

        /** There is nothing to do. */
        void free();
    }

    /** Work that is asked for once. */
    private static final class Asked {
        final Row row;

        /** Kept for it; null if it queues. */
        @Nullable
        Place place;

        /** Starts in its place when the transaction has committed; null if it queues or was there already. */
        @Nullable
        Claimed claimed;

        Asked(Row row) {
            this.row = row;
        }

        void free() {
            if (place != null) {
                place.free();
                place = null;
            }
        }
    }

    private final TransactionBatch.Sink<Asked> asked = new TransactionBatch.Sink<>() {
        @Override
        public void write(List<Asked> rows) {
            insert(rows);
        }

        @Override
        public void committed(List<Asked> rows) {
            nudge(rows.stream()
                    .filter(one -> one.place == null)
                    .map(one -> one.row)
                    .toList());
            for (Asked one : rows) {
                if (one.place != null && one.claimed != null) {
                    one.place.start(one.claimed);
                }
            }
        }

        @Override
        public void rolledBack(List<Asked> rows) {
            rows.forEach(Asked::free);
        }

        @Override
        public void inDoubt(List<Asked> rows) {
            for (Asked one : rows) {
                if (one.place != null && one.claimed != null) {
                    one.place.putBack(one.claimed);
                } else {
                    one.free();
                }
            }
        }
    };

    private final TransactionBatch.Sink<Row> refreshed = new TransactionBatch.Sink<>() {
        @Override
        public void write(List<Row> rows) {
            refresh(rows);
        }

        @Override
        public void committed(List<Row> rows) {
            nudge(rows);
        }
    };

    private record Row(WorkRequest request, String traceparent, String payload) {
        List<String> identity() {
            return List.of(request.kind(), request.corpId().value(), request.key());
        }
    }

    JdbcWorkQueue(JdbcTemplate jdbc, EventJson json, Clock clock) {
        this.jdbc = jdbc;
        this.client = JdbcClient.create(jdbc);
        this.json = json;
        this.clock = clock;
    }

    /** Has work done by this one from now on. */
    void employ(Worker newWorker) {
        worker = newWorker;
    }

    @Override
    public void submit(WorkRequest request) {
        Row row = new Row(request, Trace.current(), json.writeRecord(request.payload()));
        switch (request.mode()) {
            case ONCE -> TransactionBatch.add(asked, new Asked(row));
            case REFRESH -> TransactionBatch.add(refreshed, row);
        }
    }

    /** Claims at once what a worker has a place for: whoever waits for it waits for one commit, not for two. */
    private void insert(List<Asked> rows) {
        Instant now = clock.instant();
        // In one order everywhere, against deadlocks; each key once.
        Map<List<String>, Asked> distinct = new LinkedHashMap<>();
        rows.forEach(one -> distinct.putIfAbsent(one.row.identity(), one));
        List<Asked> sorted = distinct.values().stream()
                .sorted(Comparator.comparing(one -> String.join("\0", one.row.identity())))
                .toList();
        for (Asked one : sorted) {
            WorkRequest request = one.row.request();
            one.place = request.dueAt().isAfter(now) ? null : worker.reserve(request.kind());
        }
        List<Asked> queued = sorted.stream().filter(one -> one.place == null).toList();
        jdbc.batchUpdate(ONCE, queued, Math.max(1, queued.size()), (statement, one) -> bind(statement, one.row));
        claim(sorted.stream().filter(one -> one.place != null).toList());
    }

    private void claim(List<Asked> placed) {
        if (placed.isEmpty()) {
            return;
        }
        long claimedAt = System.nanoTime();
        // Names the rows of this statement; the fence grows from here.
        long fence = ThreadLocalRandom.current().nextLong(1L << 32, 1L << 62);
        KeyHolder keys = new GeneratedKeyHolder();
        int inserted = jdbc.update(connection -> insertion(connection, placed, fence), keys);
        for (int i = 0; i < placed.size(); i++) {
            Asked one = placed.get(i);
            WorkRequest request = one.row.request();
            Optional<Long> id = inserted == placed.size()
                    ? Optional.of(((Number)
                                    keys.getKeyList().get(i).values().iterator().next())
                            .longValue())
                    : idOf(request, fence);
            if (id.isEmpty()) {
                one.free(); // it was there already
                continue;
            }
            one.claimed = new Claimed(
                    id.get(),
                    request.corpId(),
                    request.key(),
                    one.row.payload(),
                    request.dueAt(),
                    1,
                    fence,
                    one.row.traceparent(),
                    null,
                    claimedAt);
        }
    }

    private static PreparedStatement insertion(Connection connection, List<Asked> placed, long fence)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(
                CLAIMED + String.join(", ", Collections.nCopies(placed.size(), CLAIMED_ROW)),
                Statement.RETURN_GENERATED_KEYS);
        int column = 0;
        for (Asked one : placed) {
            WorkRequest request = one.row.request();
            statement.setString(++column, request.kind());
            statement.setString(++column, request.corpId().value());
            statement.setString(++column, request.key());
            statement.setString(++column, one.row.payload());
            statement.setObject(++column, utc(request.dueAt()));
            statement.setString(++column, one.row.traceparent());
            statement.setLong(++column, fence);
            statement.setLong(
                    ++column, Objects.requireNonNull(one.place).lease().toNanos() / 1000);
        }
        return statement;
    }

    private Optional<Long> idOf(WorkRequest request, long fence) {
        return client.sql("SELECT id FROM work WHERE kind = ? AND corp_id = ? AND work_key = ? AND fence = ?")
                .params(request.kind(), request.corpId().value(), request.key(), fence)
                .query(Long.class)
                .optional();
    }

    private void nudge(List<Row> rows) {
        Instant now = clock.instant();
        Set<String> due = rows.stream()
                .map(Row::request)
                .filter(request -> !request.dueAt().isAfter(now))
                .map(WorkRequest::kind)
                .collect(Collectors.toSet());
        if (!due.isEmpty()) {
            worker.nudge(due);
        }
    }

    private void refresh(List<Row> rows) {
        // One row each, the last payload at the earliest time; in one order everywhere, against deadlocks.
        Map<List<String>, Row> latest = new LinkedHashMap<>();
        for (Row row : rows) {
            latest.merge(row.identity(), row, JdbcWorkQueue::combined);
        }
        List<Row> sorted = latest.values().stream()
                .sorted(Comparator.comparing(row -> String.join("\0", row.identity())))
                .toList();
        jdbc.batchUpdate(REFRESH, sorted, sorted.size(), JdbcWorkQueue::bind);
    }

    private static void bind(PreparedStatement statement, Row row) throws SQLException {
        WorkRequest request = row.request();
        statement.setString(1, request.kind());
        statement.setString(2, request.corpId().value());
        statement.setString(3, request.key());
        statement.setString(4, row.payload());
        statement.setObject(5, utc(request.dueAt()));
        statement.setString(6, row.traceparent());
    }

    private static Row combined(Row earlier, Row later) {
        if (!later.request().dueAt().isAfter(earlier.request().dueAt())) {
            return later;
        }
        WorkRequest request = later.request();
        return new Row(
                WorkRequest.refresh(
                        request.kind(),
                        request.corpId(),
                        request.key(),
                        request.payload(),
                        earlier.request().dueAt()),
                later.traceparent(),
                later.payload());
    }

    private static LocalDateTime utc(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
