package scrm.channel.calendar;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import scrm.events.CorpId;
import scrm.rest.Cursor;
import scrm.rest.InvalidRequest;
import scrm.rest.PageRequest;
import scrm.rest.Slice;

/** The corp's days that are not what their weekday says; rosters go by them. */
@RestController
@RequestMapping("/v1/corps/{corpId}/live-codes/holidays")
class HolidayController {
    private static final int YEARS = 5;

    private final EditCalendar editCalendar;
    private final Holidays holidays;
    private final Clock clock;

    HolidayController(EditCalendar editCalendar, Holidays holidays, Clock clock) {
        this.editCalendar = editCalendar;
        this.holidays = holidays;
        this.clock = clock;
    }

    /** Says what a day is, whatever was said before. */
    @PutMapping("/{day}")
    HolidayView set(
            @PathVariable CorpId corpId,
            @PathVariable @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate day,
            @RequestBody HolidayRequest request) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), clock.getZone());
        LocalDate first = today.minusYears(YEARS);
        LocalDate last = today.plusYears(YEARS);
        if (day.isBefore(first) || day.isAfter(last)) {
            throw InvalidRequest.field("day", "out_of_range", first.toString(), last.toString());
        }
        Holiday holiday = new Holiday(day, request.worksAs());
        editCalendar.set(corpId, holiday);
        return HolidayView.of(holiday);
    }

    @GetMapping
    Slice<HolidayView> list(@PathVariable CorpId corpId, PageRequest page) {
        Cursor after = page.after();
        return Slice.of(
                        holidays.list(corpId, after == null ? null : day(after), page.fetchSize()),
                        page,
                        holiday -> Cursor.at(holiday.day().toEpochDay()))
                .map(HolidayView::of);
    }

    /** Makes it what its weekday says. */
    @DeleteMapping("/{day}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(
            @PathVariable CorpId corpId, @PathVariable @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate day) {
        editCalendar.remove(corpId, day);
    }

    private static LocalDate day(Cursor cursor) {
        return LocalDate.ofEpochDay(cursor.number(0));
    }

    /**
     * What a day is.
     *
     * @param worksAs the weekday that it is worked as; absent: it is closed
     */
    record HolidayRequest(@Nullable DayOfWeek worksAs) {}

    record HolidayView(LocalDate day, @Nullable DayOfWeek worksAs) {
        static HolidayView of(Holiday holiday) {
            return new HolidayView(holiday.day(), holiday.worksAs());
        }
    }
}
