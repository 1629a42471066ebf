package scrm.sop.calendar;

import jakarta.validation.Valid;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.UserId;
import scrm.rest.Answers;
import scrm.rest.Cursor;
import scrm.rest.ETag;
import scrm.rest.IfMatch;
import scrm.rest.InvalidRequest;
import scrm.rest.NotFound;
import scrm.rest.PageRequest;
import scrm.rest.Slice;
import scrm.rest.Times;
import scrm.sop.calendar.CalendarEntries.Collision;
import scrm.sop.calendar.CalendarEntries.CollisionPosition;
import scrm.sop.calendar.CalendarEntries.Filter;
import scrm.sop.calendar.CalendarEntries.Position;

/** What is to be said where, when and by whom. */
@RestController
@RequestMapping("/v1/corps/{corpId}/calendar")
class CalendarController {
    /** Longest range that is answered at once. */
    private static final int MAX_DAYS = 366;

    private static final int MAX_IN_FILE = 5000;

    private final CalendarEntries entries;
    private final KeepCalendar keepCalendar;

    CalendarController(CalendarEntries entries, KeepCalendar keepCalendar) {
        this.entries = entries;
        this.keepCalendar = keepCalendar;
    }

    @PostMapping
    @Answers(HttpStatus.CREATED)
    ResponseEntity<EntryView> add(@PathVariable CorpId corpId, @Valid @RequestBody EntryRequest request) {
        CalendarEntry entry = keepCalendar.add(corpId, request.content());
        URI location = URI.create("/v1/corps/" + corpId + "/calendar/" + entry.id());
        return ETag.created(location, entry.version(), EntryView.of(entry));
    }

    /** Replaces it; its charter leaves it alone from then on. */
    @PutMapping("/{id}")
    ResponseEntity<EntryView> edit(
            @PathVariable CorpId corpId,
            @PathVariable long id,
            IfMatch ifMatch,
            @Valid @RequestBody EntryRequest request) {
        CalendarEntry entry = keepCalendar.edit(corpId, new EntryId(id), ifMatch, request.content());
        return ETag.ok(entry.version(), EntryView.of(entry));
    }

    @GetMapping("/{id}")
    ResponseEntity<EntryView> get(@PathVariable CorpId corpId, @PathVariable long id) {
        CalendarEntry entry = entries.find(corpId, new EntryId(id)).orElseThrow(() -> NotFound.of("calendar-entry"));
        return ETag.ok(entry.version(), EntryView.of(entry));
    }

    /**
     * In the order of time.
     *
     * @param from the first moment
     * @param until the moment after the last, at most 366 days later
     */
    @GetMapping
    Slice<EntryView> list(
            @PathVariable CorpId corpId,
            @RequestParam Instant from,
            @RequestParam Instant until,
            @RequestParam @Nullable ChatId chatId,
            @RequestParam EntryRequest.@Nullable GroupKind kind,
            @RequestParam @Nullable Long planId,
            @RequestParam @Nullable UserId host,
            @RequestParam CalendarEntry.@Nullable Status status,
            PageRequest page) {
        Filter filter = new Filter(from, until, chatId, kind == null ? null : kind.name(), planId, host, status);
        checkRange(from, until);
        return Slice.of(
                        entries.list(corpId, filter, position(page), page.fetchSize()),
                        page,
                        entry -> Cursor.at(entry.content().startsAt(), entry.id()))
                .map(EntryView::of);
    }

    /**
     * The same for other calendars, RFC 5545; the first 5,000 entries.
     *
     * @param from the first moment
     * @param until the moment after the last, at most 366 days later
     */
    @GetMapping(path = "/ical", produces = CalendarFile.MEDIA_TYPE)
    String file(
            @PathVariable CorpId corpId,
            @RequestParam Instant from,
            @RequestParam Instant until,
            @RequestParam @Nullable ChatId chatId,
            @RequestParam @Nullable UserId host) {
        checkRange(from, until);
        Filter filter = new Filter(from, until, chatId, null, null, host, null);
        return CalendarFile.of(corpId, entries.list(corpId, filter, null, MAX_IN_FILE));
    }

    /**
     * Entries that come too close upon another one: to the same people, or with one host at two places.
     *
     * @param from the first moment
     * @param until the moment after the last, at most 366 days later
     * @param hours how far apart they are to be; absent: 2
     */
    @GetMapping("/collisions")
    Slice<CollisionView> collisions(
            @PathVariable CorpId corpId,
            @RequestParam Instant from,
            @RequestParam Instant until,
            @RequestParam @Nullable Integer hours,
            PageRequest page) {
        checkRange(from, until);
        int apart = hours == null ? 2 : hours;
        if (apart < 1 || apart > 168) {
            throw InvalidRequest.field("hours", "out_of_range", 1, 168);
        }
        Cursor after = page.after();
        List<Collision> found = entries.collisions(
                corpId,
                from,
                until,
                apart,
                after == null ? null : new CollisionPosition(after.instant(0), after.number(1), after.text(2)),
                page.fetchSize());
        return Slice.of(
                        found,
                        page,
                        collision -> Cursor.at(
                                collision.entry().content().startsAt(),
                                collision.entry().id(),
                                collision.cause()))
                .map(CollisionView::of);
    }

    private static @Nullable Position position(PageRequest page) {
        Cursor after = page.after();
        return after == null ? null : new Position(after.instant(0), after.number(1));
    }

    private static void checkRange(Instant from, Instant until) {
        Times.check("from", from);
        Times.check("until", until);
        if (!from.isBefore(until)) {
            throw InvalidRequest.field("until", "ends_before_start");
        }
        if (Duration.between(from, until).toDays() > MAX_DAYS) {
            throw InvalidRequest.field("until", "too_many_days", MAX_DAYS);
        }
    }

    record CollisionView(CalendarEntries.Cause cause, EntryView before, EntryView entry) {
        static CollisionView of(Collision collision) {
            return new CollisionView(
                    collision.cause(), EntryView.of(collision.before()), EntryView.of(collision.entry()));
        }
    }
}
