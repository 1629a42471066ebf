package scrm.simulator.server;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One corp's quotas: per path calls a minute, calls an hour, calls in flight; per record one write in flight. */
final class Quotas {
    private final Clock clock;
    private final Map<String, Limits> limits = new HashMap<>();
    private final Map<String, PathQuota> quotas = new HashMap<>();
    private final Set<String> recordsInFlight = new HashSet<>();
    private Limits general = Limits.PUBLISHED;

    Quotas(Clock clock) {
        this.clock = clock;
    }

    synchronized void limits(@Nullable String path, Limits limit) {
        if (path == null) {
            general = limit;
            quotas.clear();
        } else {
            limits.put(path, limit);
            quotas.remove(path);
        }
    }

    /** Lets a call in, to be {@link #leave left} later, or refuses it with 45009, 45033 or 45035. */
    synchronized void enter(String path, @Nullable String record) {
        PathQuota quota = quotas.computeIfAbsent(path, p -> new PathQuota(limits.getOrDefault(p, general)));
        long now = clock.millis();
        if (!quota.minute.admits(now) || !quota.hour.admits(now)) {
            throw new WeComError(45009, "reach max api minute or hour quota limit");
        }
        if (quota.concurrent > 0 && quota.inFlight >= quota.concurrent) {
            throw new WeComError(45033, "reach max concurrent quota limit");
        }
        if (record != null && !recordsInFlight.add(path + " " + record)) {
            throw new WeComError(45035, "concurrent update of the same record");
        }
        quota.minute.count(now);
        quota.hour.count(now);
        quota.inFlight++;
    }

    synchronized void leave(String path, @Nullable String record) {
        PathQuota quota = quotas.get(path);
        // Limits that were set meanwhile made a new count, which never saw this call enter.
        if (quota != null && quota.inFlight > 0) {
            quota.inFlight--;
        }
        if (record != null) {
            recordsInFlight.remove(path + " " + record);
        }
    }

    private static final class PathQuota {
        private final Window minute;
        private final Window hour;
        private final int concurrent;
        private int inFlight;

        PathQuota(Limits limits) {
            minute = new Window(Duration.ofMinutes(1), limits.perMinute(), limits.sliding());
            hour = new Window(Duration.ofHours(1), limits.perHour(), limits.sliding());
            concurrent = limits.concurrent();
        }
    }
}
