package scrm.sop.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import scrm.sop.SopServiceIT;

/** Instances share shards; the running service's own keeper rests meanwhile. */
class ShardsIT extends SopServiceIT {
    private static final Duration LEASE = Duration.ofMinutes(5);

    @Autowired
    private Shards shards;

    @Autowired
    private ShardKeeper keeper;

    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void nobodyIsAlive() {
        keeper.stop();
        jdbc.sql("DELETE FROM due_instance").update();
        jdbc.sql("UPDATE due_shard SET lease_until = '2000-01-01'").update();
    }

    @AfterEach
    void goOn() {
        nobodyIsAlive();
        keeper.start();
    }

    @Test
    void whoIsAloneHasEveryShard() {
        assertThat(shards.keep(1, LEASE)).hasSize(Shards.COUNT);
        assertThat(shards.keep(1, LEASE)).hasSize(Shards.COUNT);
    }

    @Test
    void twoShareThemAndEachIsOneInstances() {
        shards.keep(1, LEASE);
        assertThat(shards.keep(2, LEASE)).isEmpty();

        Set<Integer> first = shards.keep(1, LEASE).keySet();
        Set<Integer> second = shards.keep(2, LEASE).keySet();

        assertThat(first).hasSize(32).doesNotContainAnyElementsOf(second);
        assertThat(second).hasSize(32);
    }

    @Test
    void threeHaveThemAllBetweenThem() {
        for (int round = 0; round < 3; round++) {
            for (long owner = 1; owner <= 3; owner++) {
                shards.keep(owner, LEASE);
            }
        }

        Set<Integer> all = new HashSet<>();
        for (long owner = 1; owner <= 3; owner++) {
            all.addAll(shards.heldBy(owner).keySet());
        }
        assertThat(all).hasSize(Shards.COUNT);
    }

    @Test
    void whatAKilledInstanceHadIsTakenOverAndItsEpochIsGone() {
        Map<Integer, Long> killed = shards.keep(1, LEASE);
        jdbc.sql("UPDATE due_shard SET lease_until = UTC_TIMESTAMP(6) - INTERVAL 1 SECOND")
                .update();
        jdbc.sql("UPDATE due_instance SET seen_until = UTC_TIMESTAMP(6) - INTERVAL 1 SECOND")
                .update();

        Map<Integer, Long> successor = shards.keep(2, LEASE);

        assertThat(successor).hasSize(Shards.COUNT);
        killed.forEach((shard, epoch) -> assertThat(successor.get(shard)).isGreaterThan(epoch));
        assertThat(shards.heldBy(1)).isEmpty();
        assertThat(shards.keep(1, LEASE)).isEmpty();
    }

    @Test
    void whoStopsGivesBackAtOnce() {
        shards.keep(1, LEASE);

        shards.giveBack(1);

        assertThat(shards.keep(2, LEASE)).hasSize(Shards.COUNT);
    }

    @Test
    void aKeeperThatSleptTooLongFindsItsEpochsGone() {
        keeper.start();
        Map<Integer, Long> held = keeper.held();
        assertThat(keeper.still(held)).hasSize(Shards.COUNT);
        jdbc.sql("UPDATE due_shard SET lease_until = '2000-01-01'").update();

        shards.keep(2, LEASE);

        assertThat(keeper.still(held)).isEmpty();
    }

    @Test
    void aTakeoverTakesNoLongerThanTenSeconds() {
        assertThat(ShardKeeper.LEASE.plus(ShardKeeper.RENEWED_AFTER)).isLessThan(Duration.ofSeconds(10));
    }
}
