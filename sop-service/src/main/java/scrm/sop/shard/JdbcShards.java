package scrm.sop.shard;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionTemplate;

@Repository
class JdbcShards implements Shards {
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    JdbcShards(JdbcClient jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    @Override
    public Map<Integer, Long> keep(long owner, Duration lease) {
        long micros = lease.toNanos() / 1000;
        return Objects.requireNonNull(transaction.execute(_ -> {
            int share = (int) Math.ceilDiv(COUNT, alive(owner, micros));
            int held = prolong(owner, micros);
            if (held > share) {
                giveBack(owner, held - share);
            } else if (held < share) {
                take(owner, share - held, micros);
            }
            return heldBy(owner);
        }));
    }

    /** How many instances are alive, this one included. */
    private long alive(long owner, long micros) {
        jdbc.sql("""
                        INSERT INTO due_instance (owner, seen_until)
                        VALUES (:owner, UTC_TIMESTAMP(6) + INTERVAL :micros MICROSECOND)
                        ON DUPLICATE KEY UPDATE seen_until = VALUES(seen_until)
                        """).param("owner", owner).param("micros", micros).update();
        jdbc.sql("DELETE FROM due_instance WHERE seen_until < UTC_TIMESTAMP(6) - INTERVAL 1 HOUR")
                .update();
        return jdbc.sql("SELECT COUNT(*) FROM due_instance WHERE seen_until > UTC_TIMESTAMP(6)")
                .query(Long.class)
                .single();
    }

    private int prolong(long owner, long micros) {
        return jdbc.sql("""
                        UPDATE due_shard SET lease_until = UTC_TIMESTAMP(6) + INTERVAL :micros MICROSECOND
                        WHERE owner = :owner AND lease_until > UTC_TIMESTAMP(6)
                        """).param("owner", owner).param("micros", micros).update();
    }

    private void giveBack(long owner, int surplus) {
        jdbc.sql("""
                        UPDATE due_shard SET lease_until = '2000-01-01'
                        WHERE owner = :owner AND lease_until > UTC_TIMESTAMP(6)
                        ORDER BY shard DESC LIMIT :surplus
                        """).param("owner", owner).param("surplus", surplus).update();
    }

    private void take(long owner, int missing, long micros) {
        List<Integer> free = jdbc.sql("""
                        SELECT shard FROM due_shard WHERE lease_until <= UTC_TIMESTAMP(6)
                        ORDER BY shard LIMIT :missing FOR UPDATE SKIP LOCKED
                        """)
                .param("missing", missing)
                .query((row, _) -> row.getInt(1))
                .list();
        if (!free.isEmpty()) {
            jdbc.sql("""
                            UPDATE due_shard
                            SET owner = :owner, epoch = epoch + 1,
                                lease_until = UTC_TIMESTAMP(6) + INTERVAL :micros MICROSECOND
                            WHERE shard IN (:shards)
                            """)
                    .param("owner", owner)
                    .param("micros", micros)
                    .param("shards", free)
                    .update();
        }
    }

    @Override
    public Map<Integer, Long> heldBy(long owner) {
        Map<Integer, Long> epochs = new HashMap<>();
        jdbc.sql("SELECT shard, epoch FROM due_shard WHERE owner = :owner AND lease_until > UTC_TIMESTAMP(6)")
                .param("owner", owner)
                .query(row -> {
                    epochs.put(row.getInt(1), row.getLong(2));
                });
        return epochs;
    }

    @Override
    public void giveBack(long owner) {
        transaction.executeWithoutResult(_ -> {
            giveBack(owner, COUNT);
            jdbc.sql("DELETE FROM due_instance WHERE owner = :owner")
                    .param("owner", owner)
                    .update();
        });
    }
}
