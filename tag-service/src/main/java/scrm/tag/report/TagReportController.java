package scrm.tag.report;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import scrm.events.CorpId;
import scrm.events.TagGroupId;
import scrm.events.TagId;
import scrm.rest.InvalidRequest;
import scrm.rest.NotFound;
import scrm.rest.csv.CsvTable;
import scrm.rest.problem.Languages;
import scrm.tag.corptag.CorpTagBook;
import scrm.tag.corptag.TagUse;
import scrm.tag.report.TagCoverage.Covered;
import scrm.tag.report.TagCoverage.Overlap;
import scrm.tag.report.TagCoverage.Scope;
import scrm.tag.report.TagGrowth.Grown;
import scrm.tag.report.TagGrowth.Stale;
import scrm.wecom.Corp;
import scrm.wecom.Corps;

/** Reports about corp tags, as JSON or as tables for spreadsheets. */
@RestController
@RequestMapping("/v1/corps/{corpId}/corp-tags/reports")
class TagReportController {
    private static final int MOST_DAYS = 92;
    private static final int MOST_STALE_DAYS = 3_650;

    private final TagGrowth growth;
    private final TagCoverage coverage;
    private final CorpTagBook book;
    private final List<TagUse> uses;
    private final Corps corps;
    private final Clock clock;

    TagReportController(
            TagGrowth growth, TagCoverage coverage, CorpTagBook book, List<TagUse> uses, Corps corps, Clock clock) {
        this.growth = growth;
        this.coverage = coverage;
        this.book = book;
        this.uses = uses;
        this.corps = corps;
        this.clock = clock;
    }

    /**
     * How many relations got and lost a tag, by day: for each day a row of all tags, then one for each tag of which
     * something became.
     *
     * @param from first day, in the corp's time zone
     * @param until last day, at most 92 days in all
     */
    @GetMapping(
            value = "/growth",
            produces = {MediaType.APPLICATION_JSON_VALUE, CsvTable.MEDIA_TYPE})
    TagGrowthView growth(
            @PathVariable CorpId corpId,
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate from,
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate until,
            @RequestParam @Nullable TagGroupId groupId,
            @RequestParam @Nullable TagId tagId) {
        if (until.isBefore(from)) {
            throw InvalidRequest.field("until", "ends_before_start");
        }
        if (ChronoUnit.DAYS.between(from, until) >= MOST_DAYS) {
            throw InvalidRequest.field("until", "too_many_days", MOST_DAYS);
        }
        Map<LocalDate, List<Grown>> days = growth.days(corpId, from, until, groupId, tagId).stream()
                .collect(groupingBy(Grown::day, TreeMap::new, toList()));
        List<TagGrowthRow> rows = new ArrayList<>();
        for (LocalDate day = from; !day.isAfter(until); day = day.plusDays(1)) {
            List<Grown> grown = days.getOrDefault(day, List.of());
            rows.add(TagGrowthRow.of(day, grown));
            grown.stream().map(TagGrowthRow::of).forEach(rows::add);
        }
        return new TagGrowthView(from, until, rows);
    }

    /** Which share of the contacts carries a tag, a tag of each group, and each tag; counted once a day. */
    @GetMapping(
            value = "/coverage",
            produces = {MediaType.APPLICATION_JSON_VALUE, CsvTable.MEDIA_TYPE})
    TagCoverageView coverage(@PathVariable CorpId corpId) {
        List<Covered> counted = coverage.counted(corpId);
        if (counted.isEmpty()) {
            throw NotFound.of("tag-coverage");
        }
        long contacts = counted.getFirst().contacts();
        return new TagCoverageView(
                Objects.requireNonNull(counted.getFirst().countedAt()),
                counted.stream()
                        .map(covered -> TagCoverageRow.of(covered, contacts))
                        .toList());
    }

    /** How many contacts carry one tag, another, and both; counted now. */
    @GetMapping(
            value = "/overlap",
            produces = {MediaType.APPLICATION_JSON_VALUE, CsvTable.MEDIA_TYPE})
    TagOverlapView overlap(@PathVariable CorpId corpId, @RequestParam TagId tagId, @RequestParam TagId otherTagId) {
        if (tagId.equals(otherTagId)) {
            throw InvalidRequest.field("otherTagId", "duplicate");
        }
        Set<TagId> known = book.find(corpId, Set.of(tagId, otherTagId)).keySet();
        if (!known.contains(tagId)) {
            throw InvalidRequest.field("tagId", "not_found");
        }
        if (!known.contains(otherTagId)) {
            throw InvalidRequest.field("otherTagId", "not_found");
        }
        return new TagOverlapView(
                List.of(TagOverlapRow.of(tagId, otherTagId, coverage.overlap(corpId, tagId, otherTagId))));
    }

    /**
     * Tags that were set to nobody for some days, and that nothing which is in use sets or goes by.
     *
     * @param days 1 to 3650
     */
    @GetMapping(
            value = "/stale",
            produces = {MediaType.APPLICATION_JSON_VALUE, CsvTable.MEDIA_TYPE})
    StaleTagsView stale(@PathVariable CorpId corpId, @RequestParam(defaultValue = "90") int days) {
        if (days < 1 || days > MOST_STALE_DAYS) {
            throw InvalidRequest.field("days", "out_of_range", 1, MOST_STALE_DAYS);
        }
        ZoneId zone = corps.find(corpId).map(Corp::timezone).orElseThrow(() -> NotFound.of("corp"));
        LocalDate since = LocalDate.ofInstant(clock.instant(), zone).minusDays(days);
        Set<TagId> used = new HashSet<>();
        uses.forEach(use -> used.addAll(use.inUse(corpId)));
        return new StaleTagsView(
                since,
                growth.stale(corpId, since).stream()
                        .filter(tag -> !used.contains(tag.tagId()))
                        .map(StaleTagRow::of)
                        .toList());
    }

    /** What each figure of the reports means, by the report and its name. */
    @GetMapping("/definitions")
    ResponseEntity<Map<String, String>> definitions(
            @PathVariable CorpId corpId,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) @Nullable String acceptLanguage) {
        Locale language = Languages.preferred(acceptLanguage);
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_LANGUAGE, language.toLanguageTag())
                .varyBy(HttpHeaders.ACCEPT_LANGUAGE)
                .body(Definitions.in(language));
    }

    record TagGrowthView(LocalDate from, LocalDate until, List<TagGrowthRow> rows) implements CsvTable {}

    /**
     * A tag on a day.
     *
     * @param tagId absent: all tags together
     */
    record TagGrowthRow(
            LocalDate day,
            @Nullable TagId tagId,
            @Nullable String name,
            @Nullable String groupName,
            long added,
            long removed,
            long net) {
        static TagGrowthRow of(LocalDate day, List<Grown> grown) {
            long added = grown.stream().mapToLong(Grown::added).sum();
            long removed = grown.stream().mapToLong(Grown::removed).sum();
            return new TagGrowthRow(day, null, null, null, added, removed, added - removed);
        }

        static TagGrowthRow of(Grown grown) {
            return new TagGrowthRow(
                    grown.day(),
                    grown.tagId(),
                    grown.name(),
                    grown.groupName(),
                    grown.added(),
                    grown.removed(),
                    grown.added() - grown.removed());
        }
    }

    record TagCoverageView(Instant countedAt, List<TagCoverageRow> rows) implements CsvTable {}

    /**
     * How many contacts are covered.
     *
     * @param id the group or tag
     * @param share of all contacts whom somebody follows, 0 to 1
     */
    record TagCoverageRow(
            Scope scope, @Nullable String id, @Nullable String name, long contacts, double share) {
        static TagCoverageRow of(Covered covered, long contacts) {
            return new TagCoverageRow(
                    covered.scope(),
                    covered.scopeId().isEmpty() ? null : covered.scopeId(),
                    covered.name(),
                    covered.contacts(),
                    ratio(covered.contacts(), contacts));
        }
    }

    record TagOverlapView(List<TagOverlapRow> rows) implements CsvTable {}

    /**
     * Two tags.
     *
     * @param share of those with the one who carry the other as well, 0 to 1
     * @param otherShare of those with the other who carry the one as well
     */
    record TagOverlapRow(
            TagId tagId,
            TagId otherTagId,
            long contacts,
            long otherContacts,
            long both,
            double share,
            double otherShare) {
        static TagOverlapRow of(TagId tagId, TagId otherTagId, Overlap overlap) {
            return new TagOverlapRow(
                    tagId,
                    otherTagId,
                    overlap.contacts(),
                    overlap.otherContacts(),
                    overlap.both(),
                    ratio(overlap.both(), overlap.contacts()),
                    ratio(overlap.both(), overlap.otherContacts()));
        }
    }

    record StaleTagsView(LocalDate since, List<StaleTagRow> rows) implements CsvTable {}

    /**
     * A tag that nobody needs.
     *
     * @param lastAddedOn absent: never since we count
     * @param contacts who carried it when that was last counted
     */
    record StaleTagRow(
            TagId tagId,
            String name,
            String groupName,
            @Nullable LocalDate lastAddedOn,
            @Nullable Long contacts) {
        static StaleTagRow of(Stale stale) {
            return new StaleTagRow(
                    stale.tagId(), stale.name(), stale.groupName(), stale.lastAddedOn(), stale.contacts());
        }
    }

    private static double ratio(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }
}
