package scrm.simulator.server;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** The days that WeCom's statistics count in: UTC+8, 30 at most in a call, of the last 180. */
public record Days(LocalDate first, LocalDate last) {
    private static final ZoneOffset ZONE = ZoneOffset.ofHours(8);
    private static final int SPAN = 30;
    private static final int REACH = 180;

    /** The days asked for, floored to whole ones. */
    public static Days of(long beginTime, long endTime, World world) {
        Days days = new Days(day(beginTime), day(endTime));
        if (days.last.isBefore(days.first) || days.last.isAfter(days.first.plusDays(SPAN))) {
            throw new WeComError(40035, "the span is 0 to " + SPAN + " days");
        }
        if (days.first.isBefore(day(world.now()).minusDays(REACH))) {
            throw new WeComError(40035, "more than " + REACH + " days ago");
        }
        return days;
    }

    /** The day of a time in seconds. */
    public static LocalDate day(long time) {
        return LocalDate.ofInstant(Instant.ofEpochSecond(time), ZONE);
    }

    public static long start(LocalDate day) {
        return day.atStartOfDay().toEpochSecond(ZONE);
    }

    public boolean hold(long time) {
        LocalDate day = day(time);
        return !day.isBefore(first) && !day.isAfter(last);
    }
}
