package scrm.localstack.faults;

import java.util.List;

/** All rows that can be run, in the order of the table of promises. */
public final class FaultRows {
    private FaultRows() {}

    /** Every row. */
    public static List<FaultRow> all() {
        return List.of(
                new F01KilledServices(),
                new F02HaltedBetweenSteps(),
                new F03KafkaRefused(),
                new F04KafkaHung(),
                new F05MySqlDown(),
                new F06MySqlAndKafkaDown(),
                new F07MySqlRefuses(),
                new F08RedisAway(),
                new F09WeComBroken(),
                new F10QuotaUsedUp(),
                new F11TokenStorm(),
                new F12Misconfigured(),
                new F13PartialSuccess(),
                new F14LostReplies(),
                new F15RepeatedAndShuffled(),
                new F16SameSecond(),
                new F17LateWelcomes(),
                new F18PoisonMessages(),
                new F19RebalanceStorm(),
                new F20StoppedWorker(),
                new F21ManySchedulers(),
                new F22KilledScheduler(),
                new F23MovedClocks(),
                new F24Schedules(),
                new F25DiskFull(),
                new F26RollingRestart(),
                new F27TwoVersions(),
                new F28SmallHeap(),
                new S01Forged(),
                new S02Replayed(),
                new S03ForeignReceiver(),
                new S04HostileBodies(),
                new S05RandomBytes(),
                new S06ForgedTokens(),
                new S07ForeignIds(),
                new S08CrossedRoles(),
                new S09HostileText(),
                new S10InnerAddresses(),
                new S11Canaries(),
                new S12ErasedContact(),
                new S13BruteForce());
    }
}
