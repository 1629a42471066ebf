package scrm.sop.shard;

import java.time.Duration;
import java.util.Map;

/** Who has which shard. Leases are the database's time, so a clock that is moved moves no shard. */
interface Shards {
    /** As many as the migration made rows in {@code due_shard}. */
    int COUNT = 64;

    /**
     * Says that an instance is alive, prolongs what it has, and gives or takes shards until it has its share of those
     * that are alive.
     *
     * @return each shard that it has, with its epoch
     */
    Map<Integer, Long> keep(long owner, Duration lease);

    /** What an instance has by now. */
    Map<Integer, Long> heldBy(long owner);

    /** Gives everything back: the instance stops. */
    void giveBack(long owner);
}
