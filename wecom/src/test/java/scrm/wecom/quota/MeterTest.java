package scrm.wecom.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

import scrm.wecom.Lane;
import scrm.wecom.quota.Answer.Verdict;

/** The limits as one process keeps them by itself. */
class MeterTest {
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final long SECOND = 1_000_000;
    private static final List<Lane> LANES = List.of(Lane.values());

    private long now = 1_000 * SECOND;
    private int permits;

    @Test
    void noMinuteOfAnyPositionHasMoreThanTheLimit() {
        for (int seed = 0; seed < 20; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Meter meter = meter(new Limits(Pace.of(100, 0.5, Duration.ofMinutes(1)), loose(), 1000));
            Deque<Long> lastMinute = new ArrayDeque<>();
            int most = 0;
            long end = now + 600 * SECOND;
            while (now < end) {
                now += random.nextLong(random.nextInt(500) == 0 ? 60 * SECOND : SECOND / 5);
                while (!lastMinute.isEmpty() && lastMinute.peekFirst() <= now - 60 * SECOND) {
                    lastMinute.removeFirst();
                }
                if (pass(meter, LANES.get(random.nextInt(4)), 1) == Verdict.GRANTED) {
                    lastMinute.addLast(now);
                }
                most = Math.max(most, lastMinute.size());
            }
            assertThat(most).as("seed %d", seed).isBetween(60, 100);
        }
    }

    @Test
    void aFlowThatNeverEndsUsesAlmostAllOfTheHour() {
        Meter meter = meter(new Limits(loose(), Pace.of(150_000, 0.02, Duration.ofHours(1)), 1_000_000));
        long start = now;
        int granted = 0;
        while (now < start + 3600 * SECOND) {
            granted += pass(meter, Lane.BULK, 1) == Verdict.GRANTED ? 1 : 0;
            now += 10_000;
        }

        assertThat(granted).isBetween(147_000, 150_000);
    }

    @Test
    void howLongManyCallsTakeIsForetold() {
        Meter meter = meter(new Limits(loose(), Pace.of(36_000, 0.1, Duration.ofHours(1)), 1_000_000));
        Duration foretold = meter.outlook(Lane.BULK, 10_000);
        long start = now;
        int granted = 0;
        while (granted < 10_000) {
            granted += pass(meter, Lane.BULK, 1) == Verdict.GRANTED ? 1 : 0;
            now += 1_000;
        }

        assertThat((now - start) / SECOND).isBetween(foretold.toSeconds() - 2, foretold.toSeconds() + 2);
        assertThat(meter.outlook(Lane.BULK, 1)).isLessThan(Duration.ofSeconds(1));
        assertThat(meter.outlook(Lane.BULK, 1_000)).isGreaterThan(Duration.ofSeconds(100));
    }

    @Test
    void lowerLanesLeaveRoomForUpper() {
        Meter meter = meter(new Limits(Pace.of(100, 0.5, Duration.ofMinutes(1)), loose(), 1000));

        assertThat(takeAll(meter, Lane.SYNC)).isEqualTo(20);
        assertThat(takeAll(meter, Lane.BULK)).isEqualTo(10);
        assertThat(takeAll(meter, Lane.PERSON)).isEqualTo(15);
        assertThat(takeAll(meter, Lane.WELCOME)).isEqualTo(5);
    }

    @Test
    void lowerLanesLeavePermitsToUpper() {
        Meter meter = meter(new Limits(loose(), loose(), 5));

        assertThat(takeAll(meter, Lane.SYNC)).isEqualTo(3);
        assertThat(takeAll(meter, Lane.BULK)).isEqualTo(1);
        assertThat(takeAll(meter, Lane.PERSON)).isEqualTo(1);
        assertThat(take(meter, Lane.WELCOME, 1)).isEqualTo(Verdict.CROWDED);
    }

    @Test
    void oneSharePassesNoMoreThanItsPart() {
        Meter meter = meter(new Limits(Pace.of(100, 0.5, Duration.ofMinutes(1)), loose(), 1000));
        int granted = 0;
        for (long end = now + 60 * SECOND; now < end; now += 100_000) {
            granted += pass(meter, Lane.WELCOME, 4) == Verdict.GRANTED ? 1 : 0;
        }

        assertThat(granted).isBetween(20, 25);
    }

    @Test
    void aPermitThatIsNeverGivenBackEndsWithItsLease() {
        Meter meter = meter(new Limits(loose(), loose(), 1));

        assertThat(take(meter, Lane.PERSON, 1)).isEqualTo(Verdict.GRANTED);
        assertThat(take(meter, Lane.PERSON, 1)).isEqualTo(Verdict.CROWDED);
        now += LEASE.toNanos() / 1000;
        assertThat(take(meter, Lane.PERSON, 1)).isEqualTo(Verdict.GRANTED);
    }

    @Test
    void aBlockIsAMinuteAndAnHourIfThatWasNotEnough() {
        Meter meter = meter(new Limits(loose(), loose(), 10));

        assertThat(meter.block()).isEqualTo(Duration.ofMinutes(1));
        now += 30 * SECOND;
        assertThat(meter.block()).as("a call that was under way").isEqualTo(Duration.ofSeconds(30));
        assertThat(take(meter, Lane.WELCOME, 1)).isEqualTo(Verdict.BLOCKED);
        now += 31 * SECOND;
        assertThat(take(meter, Lane.WELCOME, 1)).isEqualTo(Verdict.GRANTED);
        assertThat(meter.block()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void concurrencyHalvesOncePerLoweringAndRecovers() {
        Meter meter = meter(new Limits(loose(), loose(), 16));
        long sent = now;

        now += 1000;
        meter.lower(sent);
        meter.lower(sent);
        assertThat(meter.check(Lane.PERSON).ceiling()).isEqualTo(8);
        now += 1000;
        meter.lower(now);
        assertThat(meter.check(Lane.PERSON).ceiling()).isEqualTo(4);
        now += Meter.RECOVER_CEILING_EVERY.toNanos() / 1000;
        assertThat(meter.check(Lane.PERSON).ceiling()).isEqualTo(5);
        now += 3600 * SECOND;
        assertThat(meter.check(Lane.PERSON).ceiling()).isEqualTo(16);
    }

    @Test
    void anAnswerThatTookLongDelaysNothing() {
        Meter meter = meter(new Limits(Pace.of(100, 0.5, Duration.ofMinutes(1)), loose(), 1000));
        for (int call = 1; call <= 20; call++) {
            long asked = now;
            now += 10 * SECOND;
            meter.learn(new Answer(Verdict.GRANTED, 0, SECOND, 0, 0, 1000, 1, "memory"), "permit" + call, asked);
            meter.release("permit" + call);

            assertThat(meter.knowledge().minuteLag()).as("call %d", call).isZero();
        }
    }

    @Test
    void whatWasNotLearntFromRedisIsToldToIt() {
        Meter meter = meter(new Limits(loose(), loose(), 1000));
        Answer answer = new Answer(Verdict.GRANTED, 0, 0, 0, 0, 1000, 1, "memory");

        assertThat(meter.knowledge().memory()).isEmpty();
        meter.learn(answer, "permit", now);
        assertThat(meter.knowledge().memory()).isEqualTo("memory");

        long asked = now;
        now += 1000;
        take(meter, Lane.PERSON, 2);
        meter.learn(answer, "permit", asked);
        assertThat(meter.knowledge().memory()).as("asked before").isEmpty();

        now += 1000;
        meter.learn(answer, "permit", now);
        assertThat(meter.knowledge().memory()).as("asked after").isEqualTo("memory");
        now += 1000;
        meter.block();
        assertThat(meter.knowledge().memory()).isEmpty();
    }

    private Meter meter(Limits limits) {
        return new Meter(limits, LEASE, () -> now);
    }

    private Verdict take(Meter meter, Lane lane, int shares) {
        return meter.take(lane, "permit" + permits++, shares).verdict();
    }

    /** A call that is over at once. */
    private Verdict pass(Meter meter, Lane lane, int shares) {
        Verdict verdict = take(meter, lane, shares);
        meter.release("permit" + (permits - 1));
        return verdict;
    }

    private int takeAll(Meter meter, Lane lane) {
        int taken = 0;
        while (take(meter, lane, 1) == Verdict.GRANTED) {
            taken++;
        }
        return taken;
    }

    private static Pace loose() {
        return Pace.of(1_000_000_000, 0.5, Duration.ofMinutes(1));
    }
}
