package scrm.channel.channel;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.rest.FieldProblem;
import scrm.rest.InvalidRequest;

/**
 * Days in the corp's time zone; an end that is not given is open.
 *
 * @param from the first
 * @param until the last
 */
public record Period(@Nullable LocalDate from, @Nullable LocalDate until) {
    /** Every day. */
    public static final Period ALWAYS = new Period(null, null);

    /** Columns hold the days from here ... */
    private static final LocalDate FIRST = LocalDate.of(1000, 1, 1);

    /** ... to here, and the day after the last. */
    private static final LocalDate LAST = LocalDate.of(9999, 12, 30);

    /** Whether it has the day. */
    public boolean has(LocalDate day) {
        return !beginsAfter(day) && !endsBefore(day);
    }

    public boolean beginsAfter(LocalDate day) {
        return from != null && from.isAfter(day);
    }

    public boolean endsBefore(LocalDate day) {
        return until != null && until.isBefore(day);
    }

    /** This one, with the ends of the outer one where it has none. */
    Period within(Period outer) {
        return new Period(from == null ? outer.from : from, until == null ? outer.until : until);
    }

    /** What is wrong with it as fields {@code from} and {@code until} of a request. */
    public List<FieldProblem> problems() {
        List<FieldProblem> problems = new ArrayList<>();
        if (isNoDay(from)) {
            problems.add(noDay("from"));
        }
        if (isNoDay(until)) {
            problems.add(noDay("until"));
        }
        if (from != null && until != null && until.isBefore(from)) {
            problems.add(new FieldProblem("until", "ends_before_start"));
        }
        return problems;
    }

    /** @throws InvalidRequest naming the field, if it is no day that can be kept */
    public static void check(String field, @Nullable LocalDate day) {
        if (isNoDay(day)) {
            throw InvalidRequest.fields(List.of(noDay(field)));
        }
    }

    private static boolean isNoDay(@Nullable LocalDate day) {
        return day != null && (day.isBefore(FIRST) || day.isAfter(LAST));
    }

    private static FieldProblem noDay(String field) {
        return new FieldProblem(field, "out_of_range", FIRST.toString(), LAST.toString());
    }
}
