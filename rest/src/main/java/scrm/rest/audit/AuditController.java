package scrm.rest.audit;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import scrm.events.CorpId;
import scrm.rest.Cursor;
import scrm.rest.NotFound;
import scrm.rest.PageRequest;
import scrm.rest.RestProperties;
import scrm.rest.RowId;
import scrm.rest.Slice;
import scrm.rest.Times;
import scrm.rest.csv.CsvTable;

/** The audit log of this service. At the gateway a list is asked for with the service's name, as jobs are. */
@RestController
@RequestMapping("/v1/corps/{corpId}/audit")
class AuditController {
    static final int MOST_ROWS = 10_000;

    private final JdbcAudit audit;
    private final String prefix;

    AuditController(JdbcAudit audit, RestProperties properties) {
        this.audit = audit;
        this.prefix = properties.jobs() == null ? "" : properties.jobs() + "-";
    }

    /**
     * Who wrote what, latest first.
     *
     * @param from the first instant
     * @param until the first instant that is not wanted
     * @param actor claim sub of the token
     * @param resource first segment behind the corp, such as plans
     */
    @GetMapping
    Slice<AuditEntry> listWrites(
            @PathVariable CorpId corpId,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant until,
            @RequestParam(required = false) @Nullable String actor,
            @RequestParam(required = false) @Nullable String resource,
            PageRequest page) {
        List<AuditEntry> entries =
                audit.list(corpId, wanted(from, until, actor, resource), page.after(), page.fetchSize());
        return Slice.of(entries, page, (AuditEntry entry) -> Cursor.at(entry.at(), entry.id()))
                .map(entry -> entry.of(prefix));
    }

    /**
     * The same as one table, the latest 10,000 of them: for more take shorter periods.
     *
     * @param from the first instant
     * @param until the first instant that is not wanted
     * @param actor claim sub of the token
     * @param resource first segment behind the corp, such as plans
     */
    @GetMapping(
            path = "/export",
            produces = {MediaType.APPLICATION_JSON_VALUE, CsvTable.MEDIA_TYPE})
    AuditExport exportWrites(
            @PathVariable CorpId corpId,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant until,
            @RequestParam(required = false) @Nullable String actor,
            @RequestParam(required = false) @Nullable String resource) {
        return new AuditExport(audit.list(corpId, wanted(from, until, actor, resource), null, MOST_ROWS).stream()
                .map(entry -> entry.of(prefix))
                .toList());
    }

    private static Wanted wanted(
            @Nullable Instant from, @Nullable Instant until, @Nullable String actor, @Nullable String resource) {
        Times.check("from", from);
        Times.check("until", until);
        return new Wanted(from, until, actor, resource);
    }

    /** One write with what was sent, what stood there before, and what was answered. */
    @GetMapping("/{entryId}")
    AuditDetail findWrite(@PathVariable CorpId corpId, @PathVariable String entryId) {
        String id = entryId.startsWith(prefix) ? entryId.substring(prefix.length()) : "";
        if (!id.matches(RowId.PATTERN)) {
            throw NotFound.of("audit-entry");
        }
        AuditDetail found = audit.find(corpId, Long.parseLong(id)).orElseThrow(() -> NotFound.of("audit-entry"));
        return new AuditDetail(found.entry().of(prefix), found.request(), found.before(), found.after());
    }
}
