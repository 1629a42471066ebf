package scrm.messaging;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import scrm.events.CorpId;

/** The table of work as the worker sees it: what is due is claimed, begun, settled, and forgotten in the end. */
final class JdbcClaims {
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

    private final JdbcTemplate jdbc;
    private final JdbcClient client;
    private final TransactionTemplate transaction;
    private final Clock clock;

    JdbcClaims(JdbcTemplate jdbc, TransactionTemplate transaction, Clock clock) {
        this.jdbc = jdbc;
        this.client = JdbcClient.create(jdbc);
        this.transaction = transaction;
        this.clock = clock;
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

    /** Claimed work goes on; what is somebody else's by now stays so. */
    void prolong(Collection<Claimed> works, Duration lease) {
        long micros = lease.toNanos() / 1000;
        jdbc.batchUpdate(
                """
                UPDATE work SET lease_until = UTC_TIMESTAMP(6) + INTERVAL ? MICROSECOND
                WHERE id = ? AND fence = ? AND state = 'RUNNING'""",
                works.stream()
                        .map(work -> new Object[] {micros, work.id(), work.fence()})
                        .toList());
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
