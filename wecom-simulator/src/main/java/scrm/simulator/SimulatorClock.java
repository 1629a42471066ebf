package scrm.simulator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The time of the simulated world: the real time plus what was {@link #advance advanced}, unless {@link #freeze
 * frozen}.
 */
public final class SimulatorClock extends Clock {
    private final AtomicReference<Course> course;
    private final Runnable moved;
    private final ZoneId zone;

    private record Course(InstantSource base, Duration ahead) {}

    SimulatorClock(Runnable moved) {
        this(new AtomicReference<>(new Course(Clock.systemUTC(), Duration.ZERO)), moved, ZoneOffset.UTC);
    }

    private SimulatorClock(AtomicReference<Course> course, Runnable moved, ZoneId zone) {
        this.course = course;
        this.moved = moved;
        this.zone = zone;
    }

    /** Moves the world on (or back, with a negative duration); what falls due by that is done on return. */
    public void advance(Duration by) {
        course.updateAndGet(before -> new Course(before.base, before.ahead.plus(by)));
        moved.run();
    }

    /** Stops time: from now on only {@link #advance} moves it. */
    public void freeze() {
        course.updateAndGet(before -> {
            Instant now = before.base.instant();
            return new Course(() -> now, before.ahead);
        });
    }

    /** By how much this clock was advanced. */
    public Duration ahead() {
        return course.get().ahead;
    }

    @Override
    public Instant instant() {
        Course now = course.get();
        return now.base.instant().plus(now.ahead);
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    /** The same clock in another zone: what is done to either is done to both. */
    @Override
    public Clock withZone(ZoneId other) {
        return new SimulatorClock(course, moved, other);
    }
}
