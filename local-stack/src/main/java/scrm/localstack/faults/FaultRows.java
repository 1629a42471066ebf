package scrm.localstack.faults;

import java.util.List;

/** All rows that can be run, in the order of the table of promises. */
public final class FaultRows {
    private FaultRows() {}

    /** Every row. */
    public static List<FaultRow> all() {
        return List.of(
                new F01KilledServices(),
                new F03KafkaRefused(),
                new F05MySqlDown(),
                new F06MySqlAndKafkaDown(),
                new F08RedisAway());
    }
}
