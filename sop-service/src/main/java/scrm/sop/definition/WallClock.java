package scrm.sop.definition;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/** A place's clocks, which leap in spring and show an hour twice in autumn. */
public final class WallClock {
    private WallClock() {}

    /**
     * The first instant at which the clocks show that date and time or a later one. A time that they leap over (02:30
     * on the night in spring) is when they leap, one that they show twice is the first time.
     */
    public static Instant first(LocalDateTime local, ZoneId zone) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        if (offsets.isEmpty()) {
            return zone.getRules().getTransition(local).getInstant();
        }
        // Of two offsets the first is that before the clocks are set back, so the earlier instant.
        return local.toInstant(offsets.getFirst());
    }
}
