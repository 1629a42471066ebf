package scrm.tag.firing;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import scrm.events.CorpId;
import scrm.rest.InvalidRequest;
import scrm.rest.NotFound;
import scrm.rest.Times;
import scrm.rest.csv.CsvTable;
import scrm.tag.rule.RuleBook;

/** How often rules fired. */
@RestController
class FiringController {
    private static final int MOST_DAYS = 366;

    private final RuleBook book;
    private final Firings firings;
    private final AssignRuleTags assign;
    private final Clock clock;

    FiringController(RuleBook book, Firings firings, AssignRuleTags assign, Clock clock) {
        this.book = book;
        this.firings = firings;
        this.assign = assign;
        this.clock = clock;
    }

    /**
     * How often each version of a rule fired, when it last did, and on which days. As {@code text/csv} a row for each
     * version and day.
     *
     * @param from first day, in the corp's time zone; absent: 30 days before the last
     * @param until last day; absent: today
     */
    @GetMapping(
            path = "/v1/corps/{corpId}/tagging-rules/{id}/firings",
            produces = {MediaType.APPLICATION_JSON_VALUE, CsvTable.MEDIA_TYPE})
    FiringsView firings(
            @PathVariable CorpId corpId,
            @PathVariable long id,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate from,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate until) {
        Times.check("from", from);
        Times.check("until", until);
        LocalDate last = until == null ? assign.today(corpId, clock.instant()) : until;
        LocalDate first = from == null ? last.minusDays(30) : from;
        if (first.isAfter(last)) {
            throw InvalidRequest.field("until", "ends_before_start");
        }
        if (ChronoUnit.DAYS.between(first, last) >= MOST_DAYS) {
            throw InvalidRequest.field("until", "too_many_days", MOST_DAYS);
        }
        if (!book.has(corpId, id)) {
            throw NotFound.of("tagging-rule");
        }
        return FiringsView.of(first, last, firings.days(corpId, id, first, last));
    }

    /** A rule's firings in a period. */
    record FiringsView(LocalDate from, LocalDate until, List<VersionFiringsView> versions, List<DayFiringsView> rows)
            implements CsvTable {
        static FiringsView of(LocalDate from, LocalDate until, List<Firings.Day> days) {
            List<VersionFiringsView> versions =
                    days.stream().collect(groupingBy(Firings.Day::version, TreeMap::new, toList())).entrySet().stream()
                            .map(entry -> VersionFiringsView.of(entry.getKey(), entry.getValue()))
                            .toList();
            return new FiringsView(
                    from,
                    until,
                    versions,
                    days.stream()
                            .map(day -> new DayFiringsView(day.version(), day.day(), day.firings()))
                            .toList());
        }
    }

    /** A version's firings in all. */
    record VersionFiringsView(int version, long firings, Instant lastFiredAt) {
        static VersionFiringsView of(int version, List<Firings.Day> days) {
            return new VersionFiringsView(
                    version,
                    days.stream().mapToLong(Firings.Day::firings).sum(),
                    days.stream()
                            .map(Firings.Day::lastFiredAt)
                            .max(Comparator.naturalOrder())
                            .orElseThrow());
        }
    }

    /** A version's firings on a day. */
    record DayFiringsView(int version, LocalDate day, long firings) {}
}
