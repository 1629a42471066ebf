package scrm.sop.quota;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import scrm.events.CorpId;
import scrm.messaging.JdbcTime;

@Repository
class JdbcUses implements Uses {
    static final String OF = """
            SELECT receiver, n, state, at, plan_id FROM quota_use
            WHERE corp_id = :corpId AND receiver_kind = :kind AND receiver IN (:receivers)
            ORDER BY receiver, n
            """;

    static final String FORGET = "DELETE FROM quota_use WHERE at < :before LIMIT :limit";

    private static final int BATCH = 1000;

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    JdbcUses(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    @Override
    public Map<String, List<Use>> of(CorpId corpId, Receiver.Kind kind, Collection<String> receivers) {
        Map<String, List<Use>> uses = new HashMap<>();
        for (List<String> some :
                batchesOf(receivers.stream().distinct().sorted().toList())) {
            jdbc.sql(OF)
                    .param("corpId", corpId.value())
                    .param("kind", kind.name())
                    .param("receivers", some)
                    .query(row -> {
                        uses.computeIfAbsent(row.getString("receiver"), _ -> new ArrayList<>())
                                .add(use(row));
                    });
        }
        return uses;
    }

    @Override
    public List<Slot> take(CorpId corpId, Receiver.Kind kind, List<Slot> slots, Instant now) {
        // In one order everywhere, so that two who take the same numbers wait rather than deadlock.
        List<Slot> sorted = slots.stream()
                .sorted(Comparator.comparing(Slot::receiver).thenComparingInt(Slot::n))
                .toList();
        long claim = ThreadLocalRandom.current().nextLong();
        List<Slot> taken = new ArrayList<>();
        for (List<Slot> some : batchesOf(sorted)) {
            int inserted = insert(corpId, kind, some, claim, now);
            taken.addAll(inserted == some.size() ? some : ofClaim(corpId, kind, some, claim));
        }
        return taken;
    }

    private int insert(CorpId corpId, Receiver.Kind kind, List<Slot> slots, long claim, Instant now) {
        List<@Nullable Object> arguments = new ArrayList<>();
        for (Slot slot : slots) {
            Collections.addAll(
                    arguments,
                    corpId.value(),
                    kind.name(),
                    slot.receiver(),
                    slot.n(),
                    JdbcTime.of(now),
                    slot.planId(),
                    claim);
        }
        return batches.update(
                "INSERT IGNORE INTO quota_use (corp_id, receiver_kind, receiver, n, state, at, plan_id, claim) VALUES "
                        + String.join(", ", Collections.nCopies(slots.size(), "(?, ?, ?, ?, 'OPEN', ?, ?, ?)")),
                arguments.toArray());
    }

    private List<Slot> ofClaim(CorpId corpId, Receiver.Kind kind, List<Slot> slots, long claim) {
        record Numbered(String receiver, int n) {}
        Set<Numbered> ours = new HashSet<>(jdbc.sql("""
                        SELECT receiver, n FROM quota_use
                        WHERE corp_id = :corpId AND receiver_kind = :kind AND receiver IN (:receivers)
                          AND claim = :claim
                        """)
                .param("corpId", corpId.value())
                .param("kind", kind.name())
                .param(
                        "receivers",
                        slots.stream().map(Slot::receiver).distinct().toList())
                .param("claim", claim)
                .query((row, _) -> new Numbered(row.getString("receiver"), row.getInt("n")))
                .list());
        return slots.stream()
                .filter(slot -> ours.contains(new Numbered(slot.receiver(), slot.n())))
                .toList();
    }

    @Override
    public void settle(CorpId corpId, Receiver.Kind kind, Collection<Settlement> settlements) {
        batches.batchUpdate("""
                UPDATE quota_use SET state = ?, at = ?
                WHERE corp_id = ? AND receiver_kind = ? AND receiver = ? AND state = 'OPEN' ORDER BY n LIMIT 1
                """, sorted(settlements), BATCH, (statement, settlement) -> {
            statement.setString(1, settlement.state().name());
            statement.setObject(2, JdbcTime.of(settlement.at()));
            statement.setString(3, corpId.value());
            statement.setString(4, kind.name());
            statement.setString(5, settlement.receiver());
        });
    }

    private static List<Settlement> sorted(Collection<Settlement> settlements) {
        return settlements.stream()
                .sorted(Comparator.comparing(Settlement::receiver))
                .toList();
    }

    @Override
    public void giveBack(CorpId corpId, Receiver.Kind kind, Collection<String> receivers) {
        List<String> sorted = receivers.stream().sorted().toList();
        batches.batchUpdate("""
                DELETE FROM quota_use
                WHERE corp_id = ? AND receiver_kind = ? AND receiver = ? AND state = 'OPEN' ORDER BY n LIMIT 1
                """, sorted, BATCH, (statement, receiver) -> {
            statement.setString(1, corpId.value());
            statement.setString(2, kind.name());
            statement.setString(3, receiver);
        });
    }

    @Override
    public int forget(Instant before, int limit) {
        return jdbc.sql(FORGET)
                .param("before", JdbcTime.of(before))
                .param("limit", limit)
                .update();
    }

    private static Use use(ResultSet row) throws SQLException {
        long planId = row.getLong("plan_id");
        return new Use(
                row.getInt("n"),
                State.valueOf(row.getString("state")),
                JdbcTime.get(row, "at"),
                planId == 0 ? null : planId);
    }

    private static <T> List<List<T>> batchesOf(List<T> all) {
        List<List<T>> some = new ArrayList<>();
        for (int i = 0; i < all.size(); i += BATCH) {
            some.add(all.subList(i, Math.min(all.size(), i + BATCH)));
        }
        return some;
    }
}
