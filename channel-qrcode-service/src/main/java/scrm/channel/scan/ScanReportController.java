package scrm.channel.scan;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import scrm.channel.livecode.LiveCodeId;
import scrm.channel.livecode.PublicCodes;
import scrm.events.CorpId;
import scrm.rest.InvalidRequest;
import scrm.rest.NotFound;

/** How often the short link of a live code was opened. */
@RestController
@RequestMapping("/v1/corps/{corpId}/live-codes/{id}/scans")
class ScanReportController {
    private static final int MOST_DAYS = 366;
    private static final LocalDate FIRST = LocalDate.of(2000, 1, 1);
    private static final LocalDate LAST = LocalDate.of(9999, 12, 31);

    private final PublicCodes codes;
    private final ScanCounts scanCounts;

    ScanReportController(PublicCodes codes, ScanCounts scanCounts) {
        this.codes = codes;
        this.scanCounts = scanCounts;
    }

    /**
     * Scans in a period of at most 366 days; a scan is in it about a second after it happened.
     *
     * @param from first day, in the corp's time zone
     * @param until last day
     */
    @GetMapping
    ScansView scans(
            @PathVariable CorpId corpId,
            @PathVariable long id,
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate from,
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate until) {
        if (from.isBefore(FIRST)) {
            throw InvalidRequest.field("from", "out_of_range", FIRST.toString(), LAST.toString());
        }
        if (until.isBefore(from)) {
            throw InvalidRequest.field("until", "ends_before_start");
        }
        if (until.isAfter(LAST)) {
            throw InvalidRequest.field("until", "out_of_range", FIRST.toString(), LAST.toString());
        }
        if (ChronoUnit.DAYS.between(from, until) >= MOST_DAYS) {
            throw InvalidRequest.field("until", "too_many_days", MOST_DAYS);
        }
        LiveCodeId liveCodeId = new LiveCodeId(id);
        if (codes.find(corpId, liveCodeId).isEmpty()) {
            throw NotFound.of("live-code");
        }
        return ScansView.of(from, until, scanCounts.report(corpId, liveCodeId, from, until));
    }

    /**
     * What has no scans is left out.
     *
     * @param days in their order
     * @param devices the most frequent first
     * @param places the 100 most frequent first; an empty name is of links that name none, {@code *} of places past the
     *     100 that a link may have in a day
     */
    record ScansView(
            LocalDate from,
            LocalDate until,
            long scans,
            List<ScanReport.Day> days,
            List<ScanReport.OfDevice> devices,
            List<ScanReport.OfPlace> places) {
        static ScansView of(LocalDate from, LocalDate until, ScanReport report) {
            return new ScansView(from, until, report.total(), report.days(), report.devices(), report.places());
        }
    }
}
