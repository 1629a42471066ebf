package scrm.sop.plan;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

import scrm.rest.FieldProblem;
import scrm.sop.definition.When;

/**
 * Either {@code after}, or {@code day} with or without {@code at}, or {@code weekday} with {@code at}.
 *
 * @param after a duration, for example {@code PT1H}
 * @param day days later by the corp's calendar, 0 to 3650
 * @param weekday the next such day
 * @param at time of day by the corp's clocks, for example {@code 10:00}
 * @param fromPrevious whether it is counted from the time at which the step before is due; absent: from the trigger
 */
record WhenRequest(
        @Nullable Duration after,
        @Nullable Integer day,
        @Nullable DayOfWeek weekday,
        @Nullable LocalTime at,
        @Nullable Boolean fromPrevious) {
    private static final int MAX_DAYS = 3650;

    void problems(String field, boolean first, List<FieldProblem> problems) {
        int given = (after == null ? 0 : 1) + (day == null ? 0 : 1) + (weekday == null ? 0 : 1);
        if (given == 0) {
            problems.add(new FieldProblem(field, "when_missing"));
        } else if (given > 1 || (after != null && at != null)) {
            problems.add(new FieldProblem(field, "when_ambiguous"));
        } else if (weekday != null && at == null) {
            problems.add(new FieldProblem(field + ".at", "required"));
        } else if (day != null && (day < 0 || day > MAX_DAYS)) {
            problems.add(new FieldProblem(field + ".day", "out_of_range", 0, MAX_DAYS));
        } else if (after != null && after.compareTo(Duration.ofDays(MAX_DAYS)) > 0) {
            problems.add(new FieldProblem(field + ".after", "too_large", "P" + MAX_DAYS + "D"));
        } else if (when().mayPrecedeTrigger()) {
            problems.add(new FieldProblem(field + (after == null ? ".at" : ".after"), "before_trigger"));
        }
        if (first && isFromPrevious()) {
            problems.add(new FieldProblem(field + ".fromPrevious", "no_step_before"));
        }
    }

    When when() {
        return isFromPrevious() ? new When.AfterPrevious(own()) : own();
    }

    private When own() {
        if (after != null) {
            return new When.After(after);
        }
        if (weekday != null) {
            return new When.OnWeekday(weekday, Objects.requireNonNull(at));
        }
        return new When.OnDay(day == null ? 0 : day, at);
    }

    private boolean isFromPrevious() {
        return Boolean.TRUE.equals(fromPrevious);
    }

    static WhenRequest of(When when) {
        return switch (when) {
            case When.After(Duration duration) -> new WhenRequest(duration, null, null, null, false);
            case When.OnDay onDay -> new WhenRequest(null, onDay.day(), null, onDay.at(), false);
            case When.OnWeekday(DayOfWeek weekday, LocalTime at) -> new WhenRequest(null, null, weekday, at, false);
            case When.AfterPrevious(When inner) -> of(inner).fromPreviousStep();
        };
    }

    private WhenRequest fromPreviousStep() {
        return new WhenRequest(after, day, weekday, at, true);
    }
}
