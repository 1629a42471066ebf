package scrm.messaging;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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
            SELECT id, corp_id, work_key, payload, due_at, attempt + 1, fence + 1, traceparent
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

    private static final String ONCE_CLAIMED = """
            INSERT IGNORE INTO work (kind, corp_id, work_key, payload, state, due_at, traceparent, created_at,
                                     fence, attempt, lease_until)
            VALUES (?, ?, ?, ?, 'RUNNING', ?, ?, UTC_TIMESTAMP(6),
                    1, 1, UTC_TIMESTAMP(6) + INTERVAL ? MICROSECOND)""";

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
            long claimedAt) {}

    /** Work that will start when its transaction has committed. */
    private record Placed(Place place, Claimed claimed) {}

    /** Written when it was submitted, since its submitter wants to know whether it was there. */
    private final TransactionBatch.Sink<Row> queued = new TransactionBatch.Sink<>() {
        @Override
        public void write(List<Row> rows) {}

        @Override
        public void committed(List<Row> rows) {
            nudge(rows);
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
    private final TransactionBatch.Sink<Placed> placed = new TransactionBatch.Sink<>() {
        @Override
        public void write(List<Placed> rows) {}

        @Override
        public void committed(List<Placed> rows) {
            rows.forEach(row -> row.place().start(row.claimed()));
        }

        @Override
        public void rolledBack(List<Placed> rows) {
            rows.forEach(row -> row.place().free());
        }

        @Override
        public void inDoubt(List<Placed> rows) {
            rows.forEach(row -> row.place().putBack(row.claimed()));
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
    public boolean submit(WorkRequest request) {
        Row row = new Row(request, Trace.current(), json.writeRecord(request.payload()));
        if (request.mode() == WorkRequest.Mode.REFRESH) {
            TransactionBatch.add(refreshed, row);
            return true;
        }
        Place place = request.dueAt().isAfter(clock.instant()) ? null : worker.reserve(request.kind());
        return place == null ? queue(row) : start(row, place);
    }

    private boolean queue(Row row) {
        TransactionBatch.add(queued, row);
        return jdbc.update(ONCE, statement -> bind(statement, row)) == 1;
    }

    /** Claims it at once: whoever waits for it waits for one commit, not for two. */
    private boolean start(Row row, Place place) {
        long claimedAt = System.nanoTime();
        KeyHolder id = new GeneratedKeyHolder();
        boolean placedIt = false;
        try {
            int inserted = jdbc.update(
                    connection -> {
                        PreparedStatement statement =
                                connection.prepareStatement(ONCE_CLAIMED, Statement.RETURN_GENERATED_KEYS);
                        bind(statement, row);
                        statement.setLong(7, place.lease().toNanos() / 1000);
                        return statement;
                    },
                    id);
            if (inserted == 0) {
                return false;
            }
            WorkRequest request = row.request();
            Claimed claimed = new Claimed(
                    Objects.requireNonNull(id.getKey()).longValue(),
                    request.corpId(),
                    request.key(),
                    row.payload(),
                    request.dueAt(),
                    1,
                    1,
                    row.traceparent(),
                    claimedAt);
            TransactionBatch.add(placed, new Placed(place, claimed));
            placedIt = true;
            return true;
        } finally {
            if (!placedIt) {
                place.free();
            }
        }
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
                            row.getObject(5, LocalDateTime.class).toInstant(ZoneOffset.UTC),
                            row.getInt(6),
                            row.getLong(7),
                            row.getString(8),
                            claimedAt))
                    .list();
            if (!due.isEmpty()) {
                client.sql("""
                                UPDATE work
                                SET state = :busy, fence = fence + 1, attempt = attempt + 1,
                                    lease_until = UTC_TIMESTAMP(6) + INTERVAL :micros MICROSECOND
                                WHERE id IN (:ids)""")
                        .param("busy", phase.busy)
                        .param("micros", lease.toNanos() / 1000)
                        .param("ids", due.stream().map(Claimed::id).toList())
                        .update();
            }
            return due;
        });
        return claimed == null ? List.of() : claimed;
    }

    /**
     * Puts back what was claimed by somebody who did not come back within the lease.
     *
     * @param repeatable if not, nobody knows whether the call went through, and it is asked first
     */
    int expire(String kind, boolean repeatable) {
        Integer expired = transaction.execute(_ -> {
            List<Long> ids = client.sql(EXPIRED)
                    .param(kind)
                    .query((row, _) -> row.getLong(1))
                    .list();
            if (ids.isEmpty()) {
                return 0;
            }
            return client.sql("""
                            UPDATE work SET state = :state, due_at = :now, last_error = 'lease expired'
                            WHERE id IN (:ids)""")
                    .param("state", repeatable ? Phase.HANDLE.waiting : Phase.RESOLVE.waiting)
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
