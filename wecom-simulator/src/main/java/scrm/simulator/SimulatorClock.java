package scrm.simulator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicReference;

/** The time of the simulated world: the real clock plus what was {@link #advance advanced}. */
public final class SimulatorClock extends Clock {
    private final Clock base;
    private final AtomicReference<Duration> ahead;
    private final Runnable moved;

    SimulatorClock(Clock base, Runnable moved) {
        this(base, new AtomicReference<>(Duration.ZERO), moved);
    }

    private SimulatorClock(Clock base, AtomicReference<Duration> ahead, Runnable moved) {
        this.base = base;
        this.ahead = ahead;
        this.moved = moved;
    }

    /** Moves the world on (or back, with a negative duration); what falls due by that is done on return. */
    public void advance(Duration by) {
        ahead.updateAndGet(before -> before.plus(by));
        moved.run();
    }

    /** By how much this clock is ahead of its base. */
    public Duration ahead() {
        return ahead.get();
    }

    @Override
    public Instant instant() {
        return base.instant().plus(ahead.get());
    }

    @Override
    public ZoneId getZone() {
        return base.getZone();
    }

    /** The same clock in another zone: advancing either advances both. */
    @Override
    public Clock withZone(ZoneId zone) {
        return new SimulatorClock(base.withZone(zone), ahead, moved);
    }
}
