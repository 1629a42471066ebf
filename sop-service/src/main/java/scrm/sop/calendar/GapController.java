package scrm.sop.calendar;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
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

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.rest.Cursor;
import scrm.rest.InvalidRequest;
import scrm.rest.NotFound;
import scrm.rest.PageRequest;
import scrm.rest.Slice;
import scrm.sop.calendar.Rhythms.GroupRhythm;
import scrm.wecom.Corp;
import scrm.wecom.Corps;

/** What groups promise, and where the calendar breaks the promise. */
@RestController
@RequestMapping("/v1/corps/{corpId}/calendar")
class GapController {
    private static final int MAX_DAYS = 92;

    private final Rhythms rhythms;
    private final CalendarEntries entries;
    private final KeepCalendar keepCalendar;
    private final Corps corps;

    GapController(Rhythms rhythms, CalendarEntries entries, KeepCalendar keepCalendar, Corps corps) {
        this.rhythms = rhythms;
        this.entries = entries;
        this.keepCalendar = keepCalendar;
        this.corps = corps;
    }

    /** Has a group chat promise something every so many days, whatever it promised before. */
    @PutMapping("/rhythms/{chatId}")
    RhythmView promise(
            @PathVariable CorpId corpId, @PathVariable ChatId chatId, @Valid @RequestBody RhythmRequest request) {
        keepCalendar.promise(corpId, chatId, new Rhythm(request.everyDays()));
        return new RhythmView(chatId, request.everyDays());
    }

    @DeleteMapping("/rhythms/{chatId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void promiseNothing(@PathVariable CorpId corpId, @PathVariable ChatId chatId) {
        keepCalendar.promiseNothing(corpId, chatId);
    }

    @GetMapping("/rhythms")
    Slice<RhythmView> rhythms(@PathVariable CorpId corpId, PageRequest page) {
        return found(corpId, null, page)
                .map(group -> new RhythmView(group.chatId(), group.rhythm().everyDays()));
    }

    /**
     * Days without an entry, in each group chat that promises something; groups without a gap are there too.
     *
     * @param from the first day, in the corp's time zone
     * @param until the last day, at most 92 days later
     * @param chatId of this group alone
     */
    @GetMapping("/gaps")
    Slice<GapsView> gaps(
            @PathVariable CorpId corpId,
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate from,
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate until,
            @RequestParam @Nullable ChatId chatId,
            PageRequest page) {
        if (until.isBefore(from)) {
            throw InvalidRequest.field("until", "ends_before_start");
        }
        if (ChronoUnit.DAYS.between(from, until) > MAX_DAYS) {
            throw InvalidRequest.field("until", "too_many_days", MAX_DAYS);
        }
        ZoneId zone = corps.find(corpId).map(Corp::timezone).orElseThrow(() -> NotFound.of("corp"));
        Slice<GroupRhythm> groups = found(corpId, chatId, page);
        Map<ChatId, List<Instant>> times = entries.times(
                corpId,
                groups.items().stream().map(GroupRhythm::chatId).toList(),
                from.minusDays(RhythmRequest.MOST_DAYS).atStartOfDay(zone).toInstant(),
                until.plusDays(RhythmRequest.MOST_DAYS + 1L).atStartOfDay(zone).toInstant());
        return groups.map(group -> {
            List<LocalDate> days = times.getOrDefault(group.chatId(), List.of()).stream()
                    .map(time -> LocalDate.ofInstant(time, zone))
                    .toList();
            return new GapsView(
                    group.chatId(),
                    group.rhythm().everyDays(),
                    group.rhythm().gaps(days, from, until).stream()
                            .map(gap -> new GapView(gap.from(), gap.until()))
                            .toList());
        });
    }

    private Slice<GroupRhythm> found(CorpId corpId, @Nullable ChatId only, PageRequest page) {
        Cursor after = page.after();
        return Slice.of(
                rhythms.list(corpId, only, after == null ? null : new ChatId(after.text(0)), page.fetchSize()),
                page,
                group -> Cursor.at(group.chatId()));
    }

    /** @param everyDays 1: every day */
    record RhythmRequest(@Min(1) @Max(MOST_DAYS) int everyDays) {
        static final int MOST_DAYS = 31;
    }

    record RhythmView(ChatId chatId, int everyDays) {}

    record GapsView(ChatId chatId, int everyDays, List<GapView> gaps) {}

    /** The first and the last day without an entry. */
    record GapView(LocalDate from, LocalDate until) {}
}
