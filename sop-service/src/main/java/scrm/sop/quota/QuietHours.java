package scrm.sop.quota;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Optional;

/**
 * When nobody is written to, by the corp's clocks: from the first instant at which they show {@code from} until the
 * first at which they show {@code to}. A time that they leap over comes when they leap; of one that they show twice the
 * first counts.
 *
 * @param to on the next day if it is not after {@code from}; never equal to it
 */
record QuietHours(LocalTime from, LocalTime to) {
    /** When they end, if an instant is within them. */
    Optional<Instant> end(Instant at, ZoneId zone) {
        LocalDate today = LocalDate.ofInstant(at, zone);
        // The night that began yesterday may not be over; one that begins tomorrow may begin today where a day is
        // leapt.
        for (LocalDate day = today.minusDays(1); !day.isAfter(today.plusDays(1)); day = day.plusDays(1)) {
            Instant begins = first(day.atTime(from), zone.getRules());
            Instant ends = first((to.isAfter(from) ? day : day.plusDays(1)).atTime(to), zone.getRules());
            if (!at.isBefore(begins) && at.isBefore(ends)) {
                return Optional.of(ends);
            }
        }
        return Optional.empty();
    }

    private static Instant first(LocalDateTime local, ZoneRules rules) {
        List<ZoneOffset> offsets = rules.getValidOffsets(local);
        return offsets.isEmpty() ? rules.getTransition(local).getInstant() : local.toInstant(offsets.getFirst());
    }
}
