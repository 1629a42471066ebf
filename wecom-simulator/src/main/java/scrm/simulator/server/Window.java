package scrm.simulator.server;

import java.time.Duration;
import java.util.Arrays;

/** Counts calls in a window of time, fixed or sliding, and blocks for the window's length once there are too many. */
final class Window {
    private static final int PARTS = 60;

    private final long partMillis;
    private final long lengthMillis;
    private final int limit;
    private final boolean sliding;
    private final int[] counts = new int[PARTS];
    private long part = Long.MIN_VALUE;
    private int sum;
    private long blockedUntil = Long.MIN_VALUE;

    Window(Duration length, int limit, boolean sliding) {
        this.lengthMillis = length.toMillis();
        this.partMillis = lengthMillis / PARTS;
        this.limit = limit;
        this.sliding = sliding;
    }

    /** Whether one more call would pass now; begins a block if not. */
    boolean admits(long nowMillis) {
        if (limit == 0) {
            return true;
        }
        if (nowMillis < blockedUntil) {
            return false;
        }
        moveTo(nowMillis);
        if (sum < limit) {
            return true;
        }
        blockedUntil = nowMillis + lengthMillis;
        return false;
    }

    void count(long nowMillis) {
        moveTo(nowMillis);
        counts[slot(part)]++;
        sum++;
    }

    private void moveTo(long nowMillis) {
        long now = Math.floorDiv(nowMillis, partMillis);
        long oldest = sliding ? now - PARTS + 1 : now - Math.floorMod(now, PARTS);
        if (part < oldest) {
            Arrays.fill(counts, 0);
            sum = 0;
        } else {
            // Empty the slots that this move reuses; in a fixed window there are none.
            for (long p = part + 1; p <= now; p++) {
                sum -= counts[slot(p)];
                counts[slot(p)] = 0;
            }
        }
        part = Math.max(part, now);
    }

    private static int slot(long part) {
        return Math.floorMod(part, PARTS);
    }
}
