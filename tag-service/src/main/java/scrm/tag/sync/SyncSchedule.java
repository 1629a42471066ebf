package scrm.tag.sync;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import scrm.tag.sync.SyncContacts.Mode;

/**
 * Which synchronization a time calls for. Time is cut into turns from two at night, by the corp's clock; where a turn
 * of the full one begins, it takes the place of the incremental one.
 */
record SyncSchedule(
        @Nullable Duration incremental, @Nullable Duration full) {
    private static final long NIGHT = Duration.ofHours(2).toSeconds();

    /** A turn, which comes once, and what is done in it. */
    record Turn(long number, Mode mode) {}

    /** The turn that a time belongs to; empty if nothing is planned. */
    Optional<Turn> at(Instant now, ZoneId zone) {
        if (full == null && incremental == null) {
            return Optional.empty();
        }
        long local = LocalDateTime.ofInstant(now, zone).toEpochSecond(ZoneOffset.UTC) - NIGHT;
        if (incremental == null || (full != null && full.compareTo(incremental) <= 0)) {
            return Optional.of(new Turn(local / Objects.requireNonNull(full).toSeconds(), Mode.FULL));
        }
        long number = local / incremental.toSeconds();
        return Optional.of(new Turn(number, beginsFull(number, incremental) ? Mode.FULL : Mode.INCREMENTAL));
    }

    private boolean beginsFull(long number, Duration period) {
        if (full == null) {
            return false;
        }
        long begin = number * period.toSeconds();
        return begin / full.toSeconds() != (begin - period.toSeconds()) / full.toSeconds();
    }
}
