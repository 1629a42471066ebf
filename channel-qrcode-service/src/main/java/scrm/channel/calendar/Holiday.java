package scrm.channel.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A day that is not what its weekday says.
 *
 * @param day in the corp's time zone
 * @param worksAs the weekday that it is worked as (调休); null: it is closed
 */
public record Holiday(LocalDate day, @Nullable DayOfWeek worksAs) {}
