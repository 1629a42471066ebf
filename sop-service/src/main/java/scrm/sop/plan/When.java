package scrm.sop.plan;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When a step comes due, counted from what began the enrolment. */
public sealed interface When {
    /**
     * @param trigger when the enrolment began
     * @param zone of the corp
     */
    Instant dueAt(Instant trigger, ZoneId zone);

    /** Whether it would be due before the enrolment has begun, for some contact. */
    boolean mayPrecedeTrigger();

    /** A while after. */
    record After(Duration duration) implements When {
        @Override
        public Instant dueAt(Instant trigger, ZoneId zone) {
            return trigger.plus(duration);
        }

        @Override
        public boolean mayPrecedeTrigger() {
            return duration.isNegative();
        }
    }

    /**
     * Some days later by the corp's calendar, day 0 being the day on which the enrolment began.
     *
     * <p>It is due at the first instant at which the corp's clocks show that date and time or a later one. So a time
     * that the clocks leap over (02:30 on the night in spring) is due when they leap, and one that they show twice is
     * due the first time.
     *
     * @param day 0 to 3650
     * @param at by the corp's clocks; null: at the time of day at which it began
     */
    record OnDay(int day, @Nullable LocalTime at) implements When {
        @Override
        public Instant dueAt(Instant trigger, ZoneId zone) {
            LocalDateTime began = LocalDateTime.ofInstant(trigger, zone);
            LocalDate date = began.toLocalDate().plusDays(day);
            return first(date.atTime(at == null ? began.toLocalTime() : at), zone.getRules());
        }

        @Override
        public boolean mayPrecedeTrigger() {
            return day < 0 || (day == 0 && at != null);
        }

        private static Instant first(LocalDateTime local, ZoneRules rules) {
            List<ZoneOffset> offsets = rules.getValidOffsets(local);
            if (offsets.isEmpty()) {
                return rules.getTransition(local).getInstant();
            }
            // Of two offsets the first is that before the clocks are set back, so the earlier instant.
            return local.toInstant(offsets.getFirst());
        }
    }
}
