package scrm.messaging;

import java.util.Collection;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import scrm.events.EventId;

/** {@link Inbox} as a table whose primary key is consumer and event. */
final class JdbcInbox implements Inbox {
    static final String FORGET = """
            DELETE FROM inbox WHERE claimed_at < UTC_TIMESTAMP(6) - INTERVAL ? SECOND LIMIT ?""";

    private final JdbcTemplate jdbc;

    JdbcInbox(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public boolean claim(String consumer, EventId id) {
        return !claimAll(consumer, List.of(id)).isEmpty();
    }

    /** Claims many at once; returns those that had not been claimed before. */
    Set<EventId> claimAll(String consumer, Collection<EventId> ids) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("a claim belongs to the transaction of its effect, and none is active");
        }
        if (consumer.isBlank() || consumer.length() > 100) {
            throw new IllegalArgumentException("a consumer's name must have 1 to 100 characters");
        }
        // In one order everywhere, so that two claimants of the same events wait rather than deadlock.
        List<EventId> sorted = ids.stream()
                .distinct()
                .sorted((a, b) -> a.value().compareTo(b.value()))
                .toList();
        if (sorted.isEmpty()) {
            return Set.of();
        }
        long claim = ThreadLocalRandom.current().nextLong();
        Object[] arguments = sorted.stream()
                .flatMap(id -> List.<Object>of(consumer, bytes(id), claim).stream())
                .toArray();
        int inserted = jdbc.update(
                "INSERT IGNORE INTO inbox (consumer, event_id, claim, claimed_at) VALUES "
                        + String.join(", ", Collections.nCopies(sorted.size(), "(?, ?, ?, UTC_TIMESTAMP(6))")),
                arguments);
        if (inserted == sorted.size()) {
            return Set.copyOf(sorted);
        }
        return inserted == 0 ? Set.of() : ofClaim(consumer, sorted, claim);
    }

    @Override
    public Set<EventId> unclaimed(String consumer, Collection<EventId> ids) {
        Set<EventId> unclaimed = new LinkedHashSet<>(ids);
        if (!unclaimed.isEmpty()) {
            Object[] arguments = Stream.concat(
                            Stream.of((Object) consumer), unclaimed.stream().map(JdbcInbox::bytes))
                    .toArray();
            unclaimed.removeAll(jdbc.query(
                    "SELECT event_id FROM inbox WHERE consumer = ? AND event_id IN ("
                            + String.join(", ", Collections.nCopies(unclaimed.size(), "?"))
                            + ")",
                    (row, _) -> new EventId(HexFormat.of().formatHex(row.getBytes(1))),
                    arguments));
        }
        return unclaimed;
    }

    private Set<EventId> ofClaim(String consumer, List<EventId> ids, long claim) {
        Object[] arguments = new Object[ids.size() + 2];
        arguments[0] = consumer;
        arguments[1] = claim;
        for (int i = 0; i < ids.size(); i++) {
            arguments[i + 2] = bytes(ids.get(i));
        }
        return Set.copyOf(jdbc.query(
                "SELECT event_id FROM inbox WHERE consumer = ? AND claim = ? AND event_id IN ("
                        + String.join(", ", Collections.nCopies(ids.size(), "?"))
                        + ")",
                (row, _) -> new EventId(HexFormat.of().formatHex(row.getBytes(1))),
                arguments));
    }

    /** Forgets claims of long ago; returns how many, at most {@code limit}. */
    int forget(long olderThanSeconds, int limit) {
        return jdbc.update(FORGET, olderThanSeconds, limit);
    }

    private static byte[] bytes(EventId id) {
        return HexFormat.of().parseHex(id.value());
    }
}
