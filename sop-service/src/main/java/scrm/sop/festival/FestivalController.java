package scrm.sop.festival;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import scrm.events.CorpId;
import scrm.rest.InvalidRequest;
import scrm.rest.NotFound;

/** Festivals, and the days that a corp keeps beside them. */
@RestController
@RequestMapping("/v1/corps/{corpId}/calendar/festivals")
class FestivalController {
    private static final int FIRST = 2020;
    private static final int LAST = 2100;

    private final CorpDays corpDays;

    FestivalController(CorpDays corpDays) {
        this.corpDays = corpDays;
    }

    /**
     * In the order of their days.
     *
     * @param year 2020 to 2100
     */
    @GetMapping
    List<FestivalView> list(@PathVariable CorpId corpId, @RequestParam int year) {
        if (year < FIRST || year > LAST) {
            throw InvalidRequest.field("year", "out_of_range", FIRST, LAST);
        }
        Stream<FestivalView> everybodys = Festivals.of(year).stream()
                .map(found ->
                        new FestivalView(found.festival(), found.festival().chineseName(), found.day()));
        Stream<FestivalView> own = corpDays.all(corpId).stream()
                .flatMap(day -> day.in(year).stream().map(date -> new FestivalView(null, day.name(), date)));
        return Stream.concat(everybodys, own)
                .sorted(Comparator.comparing(FestivalView::day))
                .toList();
    }

    /** Says when a day of the corp's own is, whatever was said before. */
    @PutMapping("/own/{name}")
    OwnDayView set(@PathVariable CorpId corpId, @PathVariable String name, @Valid @RequestBody OwnDayRequest request) {
        boolean lunar = request.lunar() != null && request.lunar();
        if (name.length() > 50) {
            throw InvalidRequest.field("name", "too_long", 50);
        }
        if (!CorpDay.exists(request.year(), request.month(), request.day(), lunar)) {
            throw InvalidRequest.field("day", "no_such_day");
        }
        CorpDay day = new CorpDay(name, request.year(), request.month(), request.day(), lunar);
        corpDays.set(corpId, day);
        return new OwnDayView(day.name(), day.year(), day.month(), day.day(), day.lunar());
    }

    @DeleteMapping("/own/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable CorpId corpId, @PathVariable String name) {
        if (!corpDays.remove(corpId, name)) {
            throw NotFound.of("festival");
        }
    }

    /**
     * @param festival absent for a day of the corp's own
     * @param name as people call it
     */
    record FestivalView(@Nullable Festival festival, String name, LocalDate day) {}

    /**
     * @param year that one alone; absent: every year
     * @param month 1 to 12
     * @param day of that month
     * @param lunar whether they are those of the lunar year; absent: no
     */
    record OwnDayRequest(
            @Min(FIRST) @Max(LAST) @Nullable Integer year,
            @NotNull @Min(1) @Max(12) Integer month,
            @NotNull @Min(1) @Max(31) Integer day,
            @Nullable Boolean lunar) {}

    record OwnDayView(String name, @Nullable Integer year, int month, int day, boolean lunar) {}
}
