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
import java.util.ArrayList;
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
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
import org.springframework.transaction.support.TransactionTemplate;

import scrm.events.CorpId;

/** {@link WorkQueue} as a table, and what the worker needs of it. Due times are the clock's, leases the database's. */
final class JdbcWorkQueue implements WorkQueue {
    // The hot queries; a test pins how the server runs them.
    static final String CLAIM = """
            SELECT id, corp_id, work_key, payload, due_at, attempt + 1, fence + 1, traceparent, called_at
            FROM work
            WHERE kind = ? AND state = ? AND due_at <= ?
            ORDER BY due_at LIMIT ?
            FOR UPDATE SKIP LOCKED""";
    static final String EXPIRED = """
            SELECT id FROM work
            WHERE kind = ? AND state IN ('RUNNING', 'ASKING') AND lease_until < UTC_TIMESTAMP(6)
            LIMIT 500 FOR UPDATE SKIP LOCKED""";
    static final String OLDEST_DUE = """
            SELECT due_at FROM work
            WHERE kind = ? AND state = 'READY' AND due_at <= ?
            ORDER BY due_at LIMIT 1""";
    static final String FORGET = """
            DELETE FROM work WHERE settled_at < UTC_TIMESTAMP(6) - INTERVAL ? SECOND LIMIT ?""";

    private static final String ONCE = """
            INSERT IGNORE INTO work (kind, corp_id, work_key, payload, state, due_at, traceparent, created_at)
            VALUES (?, ?, ?, ?, 'READY', ?, ?, UTC_TIMESTAMP(6))""";

    /** Ends work, unless it was asked for again meanwhile: then it is ready anew, when that request said. */
    private static final String FINISH = """
            UPDATE work
            SET settled_at = IF(again, NULL, UTC_TIMESTAMP(6)),
                attempt = IF(again, 0, attempt),
                state = IF(again, 'READY', ?),
                last_error = ?, again = FALSE, fence = fence + 1, lease_until = NULL
            WHERE id = ? AND fence = ?""";

    private static final String PUT_BACK = """
            UPDATE work
            SET state = ?, due_at = ?, last_error = ?,
                again = again AND ?, fence = fence + 1, lease_until = NULL
            WHERE id = ? AND fence = ?""";

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
    private final TransactionTemplate transaction;
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

    /**
     * A row that was claimed; its fence must still stand when it is settled.
     *
     * @param calledAt when its call began that must not be repeated; null if it is yet to be made
     * @param claimedAt {@link System#nanoTime()} from before the lease began
     */
    record Claimed(
            long id,
            CorpId corpId,
            String key,
            String payload,
            Instant dueAt,
            int attempt,
            long fence,
            @Nullable String traceparent,
            @Nullable Instant calledAt,
            long claimedAt) {}

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

    /** Which rows are claimed, and what they are while they are worked on. */
    enum Phase {
        /** The call is made. */
        HANDLE("READY", "RUNNING"),
        /** It is found out whether the call went through. */
        RESOLVE("UNKNOWN", "ASKING");

        private final String waiting;
        private final String busy;

        Phase(String waiting, String busy) {
            this.waiting = waiting;
            this.busy = busy;
        }
    }

    private record Row(WorkRequest request, String traceparent, String payload) {
        List<String> identity() {
            return List.of(request.kind(), request.corpId().value(), request.key());
        }
    }

    JdbcWorkQueue(JdbcTemplate jdbc, TransactionTemplate transaction, EventJson json, Clock clock) {
        this.jdbc = jdbc;
        this.client = JdbcClient.create(jdbc);
        this.transaction = transaction;
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

    /** Claims what is due, the longest due first. */
    List<Claimed> claim(String kind, Phase phase, Duration lease, int limit) {
        long claimedAt = System.nanoTime();
        List<Claimed> claimed = transaction.execute(_ -> {
            List<Claimed> due = client.sql(CLAIM)
                    .params(kind, phase.waiting, utc(clock.instant()), limit)
                    .query((row, _) -> new Claimed(
                            row.getLong(1),
                            new CorpId(row.getString(2)),
                            row.getString(3),
                            row.getString(4),
                            JdbcTime.get(row, "due_at"),
                            row.getInt(6),
                            row.getLong(7),
                            row.getString(8),
                            phase == Phase.RESOLVE ? JdbcTime.get(row, "called_at") : null,
                            claimedAt))
                    .list();
            if (!due.isEmpty()) {
                client.sql("""
                                UPDATE work
                                SET state = :busy, fence = fence + 1, attempt = attempt + 1,
                                    called_at = IF(:handles, NULL, called_at),
                                    lease_until = UTC_TIMESTAMP(6) + INTERVAL :micros MICROSECOND
                                WHERE id IN (:ids)""")
                        .param("busy", phase.busy)
                        .param("handles", phase == Phase.HANDLE)
                        .param("micros", lease.toNanos() / 1000)
                        .param("ids", due.stream().map(Claimed::id).toList())
                        .update();
            }
            return due;
        });
        return claimed == null ? List.of() : claimed;
    }

    /**
     * Writes down that the call of claimed work begins now, and holds the work for the call's sake.
     *
     * @return false if the work is somebody else's by now: nothing may be called
     */
    boolean begin(Claimed work, Duration lease) {
        return client.sql("""
                                UPDATE work
                                SET called_at = :now, lease_until = UTC_TIMESTAMP(6) + INTERVAL :micros MICROSECOND
                                WHERE id = :id AND fence = :fence AND state = 'RUNNING'""")
                        .param("now", utc(clock.instant()))
                        .param("micros", lease.toNanos() / 1000)
                        .param("id", work.id())
                        .param("fence", work.fence())
                        .update()
                == 1;
    }

    /**
     * Puts back what was claimed by somebody who did not come back within the lease: to be called, or to be asked for
     * if the call that must not be repeated had begun.
     */
    int expire(String kind) {
        Integer expired = transaction.execute(_ -> {
            List<Long> ids = client.sql(EXPIRED)
                    .param(kind)
                    .query((row, _) -> row.getLong(1))
                    .list();
            if (ids.isEmpty()) {
                return 0;
            }
            return client.sql("""
                            UPDATE work
                            SET state = IF(called_at IS NULL, 'READY', 'UNKNOWN'),
                                due_at = :now, last_error = 'lease expired'
                            WHERE id IN (:ids)""")
                    .param("now", utc(clock.instant()))
                    .param("ids", ids)
                    .update();
        });
        return expired == null ? 0 : expired;
    }

    /** How claimed work went. */
    record Outcome(Claimed work, Settlement settlement) {
        boolean ends() {
            return settlement instanceof Settlement.Done || settlement instanceof Settlement.Rejected;
        }
    }

    /**
     * Settles claimed work and runs the settlements' effects, all in one transaction.
     *
     * @return the ids of work that was settled; the other is somebody else's by now or was settled before, and no
     *     effect of it was run
     */
    Set<Long> settle(List<Outcome> outcomes) {
        Set<Long> settled = transaction.execute(_ -> {
            List<Outcome> inEffect = new ArrayList<>();
            inEffect.addAll(
                    update(FINISH, outcomes.stream().filter(Outcome::ends).toList()));
            inEffect.addAll(update(
                    PUT_BACK,
                    outcomes.stream().filter(outcome -> !outcome.ends()).toList()));
            inEffect.forEach(outcome -> Trace.within(
                    outcome.work().traceparent(), outcome.settlement().effect()));
            return inEffect.stream().map(outcome -> outcome.work().id()).collect(Collectors.toSet());
        });
        return settled == null ? Set.of() : settled;
    }

    /** Returns those whose fence stood. */
    private List<Outcome> update(String sql, List<Outcome> outcomes) {
        if (outcomes.isEmpty()) {
            return List.of();
        }
        int[] rows =
                jdbc.batchUpdate(sql, outcomes.stream().map(this::arguments).toList());
        return IntStream.range(0, rows.length)
                .filter(i -> rows[i] > 0)
                .mapToObj(outcomes::get)
                .toList();
    }

    private @Nullable Object[] arguments(Outcome outcome) {
        Claimed work = outcome.work();
        return switch (outcome.settlement()) {
            case Settlement.Done _ -> new @Nullable Object[] {"DONE", null, work.id(), work.fence()};
            case Settlement.Rejected rejected ->
                new @Nullable Object[] {"REJECTED", shortened(rejected.reason()), work.id(), work.fence()};
            case Settlement.Retry retry -> putBack(work, Phase.HANDLE, retry.after(), retry.reason());
            case Settlement.Unknown unknown -> putBack(work, Phase.RESOLVE, unknown.askAfter(), unknown.reason());
        };
    }

    private @Nullable Object[] putBack(Claimed work, Phase phase, Duration after, String reason) {
        return new @Nullable Object[] {
            phase.waiting,
            utc(clock.instant().plus(after)),
            shortened(reason),
            // What is tried again has the newest payload already; what is unknown must first be known.
            phase == Phase.RESOLVE,
            work.id(),
            work.fence()
        };
    }

    /** For how long the piece has waited that has been due the longest. */
    Duration oldestDue(String kind) {
        Instant now = clock.instant();
        return client.sql(OLDEST_DUE)
                .params(kind, utc(now))
                .query(LocalDateTime.class)
                .optional()
                .map(due -> Duration.between(due.toInstant(ZoneOffset.UTC), now))
                .orElse(Duration.ZERO);
    }

    /** Forgets work settled long ago; returns how many, at most {@code limit}. */
    int forget(long olderThanSeconds, int limit) {
        return jdbc.update(FORGET, olderThanSeconds, limit);
    }

    private static LocalDateTime utc(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    private static @Nullable String shortened(@Nullable String text) {
        return text == null || text.length() <= 500 ? text : text.substring(0, 500);
    }
}
