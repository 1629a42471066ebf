package scrm.sop.definition;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.BitSet;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * A rhythm of five fields: minute, hour, day of the month, month, day of the week, by a place's clocks. Each is a
 * {@code *}, numbers, ranges and steps ({@code 1,15}, {@code 9-18}, {@code *}{@code /5}); the day of the month may be
 * {@code L}, the last one; days of the week are 0 to 7, both of which are Sunday. As in cron, a day is one where both
 * of the two fields for days hold, but where both are given, one that either names.
 */
public final class Cron {
    /** A leap day on a given year comes back after eight years at most; a day that is not there by then never is. */
    private static final int LONGEST_WAIT_DAYS = 366 * 9;

    private final BitSet minutes;
    private final BitSet hours;
    private final BitSet months;
    private final BitSet daysOfMonth;
    private final BitSet daysOfWeek;
    private final boolean lastOfMonth;
    private final boolean eitherDay;

    private Cron(String[] fields) {
        minutes = numbers(fields[0], 0, 59);
        hours = numbers(fields[1], 0, 23);
        lastOfMonth = fields[2].equals("L");
        daysOfMonth = lastOfMonth ? new BitSet() : numbers(fields[2], 1, 31);
        months = numbers(fields[3], 1, 12);
        daysOfWeek = numbers(fields[4], 0, 7);
        if (daysOfWeek.get(0)) {
            daysOfWeek.set(7);
        }
        eitherDay = !fields[2].startsWith("*") && !fields[4].startsWith("*");
    }

    /** @throws IllegalArgumentException if it is none */
    public static Cron parse(String expression) {
        String[] fields = expression.strip().split("\\s+", -1);
        if (fields.length != 5) {
            throw new IllegalArgumentException("a cron has five fields");
        }
        return new Cron(fields);
    }

    /** The first time after that; empty if there never is one. */
    public Optional<Instant> next(Instant after, ZoneId zone) {
        LocalDate today = LocalDate.ofInstant(after, zone);
        for (int i = 0; i <= LONGEST_WAIT_DAYS; i++) {
            LocalDate date = today.plusDays(i);
            if (isOn(date)) {
                Optional<Instant> next = nextOn(date, after, zone);
                if (next.isPresent()) {
                    return next;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Instant> nextOn(LocalDate date, Instant after, ZoneId zone) {
        for (int hour = hours.nextSetBit(0); hour >= 0; hour = hours.nextSetBit(hour + 1)) {
            for (int minute = minutes.nextSetBit(0); minute >= 0; minute = minutes.nextSetBit(minute + 1)) {
                Instant at = WallClock.first(date.atTime(LocalTime.of(hour, minute)), zone);
                if (at.isAfter(after)) {
                    return Optional.of(at);
                }
            }
        }
        return Optional.empty();
    }

    private boolean isOn(LocalDate date) {
        if (!months.get(date.getMonthValue())) {
            return false;
        }
        int day = date.getDayOfMonth();
        boolean ofMonth = lastOfMonth ? day == YearMonth.from(date).lengthOfMonth() : daysOfMonth.get(day);
        boolean ofWeek = daysOfWeek.get(date.getDayOfWeek().getValue());
        return eitherDay ? ofMonth || ofWeek : ofMonth && ofWeek;
    }

    private static BitSet numbers(String field, int min, int max) {
        BitSet numbers = new BitSet(max + 1);
        for (String part : field.split(",", -1)) {
            String[] stepped = part.split("/", -1);
            String[] ends = stepped[0].split("-", -1);
            require(stepped.length <= 2 && ends.length <= 2, part);
            boolean any = stepped[0].equals("*");
            int from = any ? min : number(ends[0], n -> n >= min && n <= max);
            int to = any || (ends.length == 1 && stepped.length == 2)
                    ? max
                    : number(ends[ends.length - 1], n -> n >= from && n <= max);
            int step = stepped.length == 1 ? 1 : number(stepped[1], n -> n >= 1 && n <= max);
            for (int n = from; n <= to; n += step) {
                numbers.set(n);
            }
        }
        return numbers;
    }

    private static int number(String text, IntPredicate range) {
        require(text.matches("[0-9]{1,2}"), text);
        int number = Integer.parseInt(text);
        require(range.test(number), text);
        return number;
    }

    private static void require(boolean holds, String part) {
        if (!holds) {
            throw new IllegalArgumentException("no part of a cron: " + part);
        }
    }
}
