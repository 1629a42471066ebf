package scrm.tag.bulk;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.TagId;
import scrm.events.UserId;
import scrm.messaging.job.Jobs;
import scrm.rest.Answers;
import scrm.rest.Cursor;
import scrm.rest.NotFound;
import scrm.rest.PageRequest;
import scrm.rest.Slice;
import scrm.rest.job.JobAnswers;
import scrm.rest.job.JobView;
import scrm.tag.bulk.StartBulkTagging.Order;
import scrm.tag.tagging.RelationTag;
import scrm.wecom.Caller;
import scrm.wecom.CorpTags;

/** Tags of many contacts at once: begun here, watched and cancelled as jobs. */
@RestController
@RequestMapping("/v1/corps/{corpId}/external-contacts/tags/bulk")
class BulkController {
    private final StartBulkTagging start;
    private final Bulks bulks;
    private final BulkChanges bulkChanges;
    private final Jobs jobs;
    private final JobAnswers jobAnswers;
    private final CorpTags corpTags;

    BulkController(
            StartBulkTagging start,
            Bulks bulks,
            BulkChanges bulkChanges,
            Jobs jobs,
            JobAnswers jobAnswers,
            CorpTags corpTags) {
        this.start = start;
        this.bulks = bulks;
        this.bulkChanges = bulkChanges;
        this.jobs = jobs;
        this.jobAnswers = jobAnswers;
        this.corpTags = corpTags;
    }

    /**
     * Sets and takes away tags of up to 10,000 contacts or of a segment; 202, as a job does it.
     *
     * @param dryRun the job only tells what would change, and how long that takes at least
     */
    @PostMapping
    @Answers(HttpStatus.ACCEPTED)
    ResponseEntity<BulkView> tag(
            @PathVariable CorpId corpId,
            @RequestParam(defaultValue = "false") boolean dryRun,
            @RequestBody WantedBulk wanted,
            Principal person) {
        return accepted(corpId, start.forWanted(corpId, person.getName(), dryRun, wanted));
    }

    /**
     * Sets and takes away tags by a file: CSV in UTF-8, at most 1,000,000 rows below a header with the columns
     * {@code external_userid} and, if wanted, {@code userid, add, remove}. Tags are named by id, as {@code group/tag},
     * or by their name alone where only one has it; several in a cell are separated by semicolons. A row that makes no
     * sense is told among the items as {@code rows[<row>].<column>}, the header being row 1, and the others go on.
     *
     * @param dryRun the job only tells what would change, and how long that takes at least
     * @param expiresAt when tags that are set are taken away again
     */
    @PostMapping(path = "/import", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @Answers(HttpStatus.ACCEPTED)
    ResponseEntity<BulkView> importFile(
            @PathVariable CorpId corpId,
            @RequestParam(defaultValue = "false") boolean dryRun,
            @RequestParam(required = false) @Nullable Instant expiresAt,
            @RequestPart MultipartFile file,
            Principal person)
            throws IOException {
        try (InputStream rows = file.getInputStream()) {
            return accepted(corpId, start.forFile(corpId, new Order(person.getName(), dryRun, expiresAt), rows));
        }
    }

    /** Bulk taggings, latest first. */
    @GetMapping
    Slice<BulkView> list(@PathVariable CorpId corpId, PageRequest page) {
        long before = page.after() == null ? Long.MAX_VALUE : page.after().number(0);
        return Slice.of(bulks.before(corpId, before, page.fetchSize()), page, (Bulk bulk) -> Cursor.at(bulk.id()))
                .map(this::view);
    }

    /** One with its job, how its items and changes stand, and how long the calls take that are left. */
    @GetMapping("/{id}")
    BulkProgressView find(@PathVariable CorpId corpId, @PathVariable long id) {
        Bulk bulk = bulk(corpId, id);
        Map<Item.State, Long> items = bulks.itemCounts(corpId, id);
        Map<Change.State, Long> changes = bulkChanges.counts(corpId, id);
        long left = bulk.dryRun()
                ? bulk.tally().calls()
                : changes.getOrDefault(Change.State.ASKED, 0L) + items.getOrDefault(Item.State.READY, 0L);
        String jobId = bulk.jobId();
        return new BulkProgressView(
                view(bulk),
                jobId == null
                        ? null
                        : jobs.find(corpId, jobId).map(jobAnswers::view).orElse(null),
                items,
                changes,
                corpTags.markingTime(Caller.bulk(corpId), left).toSeconds(),
                bulks.undoOf(corpId, id).map(String::valueOf).orElse(null));
    }

    /** Its items in their order, perhaps those that stand in one way. */
    @GetMapping("/{id}/items")
    Slice<BulkItemView> items(
            @PathVariable CorpId corpId,
            @PathVariable long id,
            @RequestParam(required = false) Item.@Nullable State state,
            PageRequest page) {
        bulk(corpId, id);
        int after = page.after() == null ? -1 : Math.toIntExact(page.after().number(0));
        return Slice.of(
                        bulks.items(corpId, id, state, after, page.fetchSize()),
                        page,
                        (Item item) -> Cursor.at(item.n()))
                .map(BulkItemView::of);
    }

    /** The tags that it changes, by how that stands: refused ones, if nothing else is asked for. */
    @GetMapping("/{id}/changes")
    Slice<BulkChangeView> changes(
            @PathVariable CorpId corpId,
            @PathVariable long id,
            @RequestParam(defaultValue = "REJECTED") Change.State state,
            PageRequest page) {
        bulk(corpId, id);
        Cursor at = page.after();
        RelationTag after = at == null
                ? null
                : new RelationTag(new UserId(at.text(1)), new ExternalUserId(at.text(0)), new TagId(at.text(2)));
        return Slice.of(
                        bulkChanges.after(corpId, id, state, after, page.fetchSize()),
                        page,
                        (Change change) -> Cursor.at(
                                change.tag().externalUserId(),
                                change.tag().userId(),
                                change.tag().tagId()))
                .map(BulkChangeView::of);
    }

    /** Takes back what it changed, as far as nobody has decided on it since; once it is over, as a job of its own. */
    @PostMapping("/{id}/undo")
    @Answers(HttpStatus.ACCEPTED)
    ResponseEntity<BulkView> undo(@PathVariable CorpId corpId, @PathVariable long id, Principal person) {
        return accepted(corpId, start.undo(corpId, id, person.getName()));
    }

    private Bulk bulk(CorpId corpId, long id) {
        return bulks.find(corpId, id).orElseThrow(() -> NotFound.of("bulk-tagging"));
    }

    private ResponseEntity<BulkView> accepted(CorpId corpId, Bulk bulk) {
        return ResponseEntity.accepted()
                .location(URI.create("/v1/corps/" + corpId + "/external-contacts/tags/bulk/" + bulk.id()))
                .body(view(bulk));
    }

    private BulkView view(Bulk bulk) {
        return BulkView.of(bulk, bulk.jobId() == null ? null : jobAnswers.shown(bulk.jobId()));
    }

    /**
     * A bulk tagging.
     *
     * @param id its changes have the source {@code IMPORT:<id>}
     * @param jobId the job that does it, by which it is cancelled and resumed
     * @param undoOf the one that it takes back
     * @param finishedAt when all that it asked for was settled
     * @param relations lasting relations that were looked at so far
     * @param calls those in which a tag changes: each costs one call of WeCom's quota
     * @param changes tags that change
     * @param unchanged tags that are as they are to be
     */
    record BulkView(
            String id,
            @Nullable String jobId,
            String actor,
            boolean dryRun,
            @Nullable String undoOf,
            @Nullable Instant expiresAt,
            Instant createdAt,
            @Nullable Instant finishedAt,
            long relations,
            long calls,
            long changes,
            long unchanged) {
        static BulkView of(Bulk bulk, @Nullable String jobId) {
            return new BulkView(
                    String.valueOf(bulk.id()),
                    jobId,
                    bulk.actor(),
                    bulk.dryRun(),
                    bulk.undoOf() == null ? null : String.valueOf(bulk.undoOf()),
                    bulk.expiresAt(),
                    bulk.createdAt(),
                    bulk.finishedAt(),
                    bulk.tally().relations(),
                    bulk.tally().calls(),
                    bulk.tally().changes(),
                    bulk.tally().unchanged());
        }
    }

    /**
     * How a bulk tagging stands.
     *
     * @param items how many stand how
     * @param changesByState how many stand how
     * @param secondsLeft how long the calls take at the pace of the quota that is left: those that a dry run found, or
     *     those to come if each item that was not looked at yet is one
     * @param undoneBy the one that takes it back
     */
    record BulkProgressView(
            BulkView bulk,
            @Nullable JobView job,
            Map<Item.State, Long> items,
            Map<Change.State, Long> changesByState,
            long secondsLeft,
            @Nullable String undoneBy) {}

    /**
     * One contact that it was asked for.
     *
     * @param n the row of the file, the header being row 1, or the place in the list
     * @param state {@code READY}, {@code UNREADABLE}, {@code NOT_FOUND}, {@code UNCHANGED}, {@code CHANGES} or
     *     {@code KEPT}: somebody has decided on it since
     * @param field what cannot be read
     * @param code why
     */
    record BulkItemView(
            int n,
            @Nullable ExternalUserId externalUserId,
            @Nullable UserId userId,
            List<TagId> add,
            List<TagId> remove,
            Item.State state,
            @Nullable String field,
            @Nullable String code) {
        static BulkItemView of(Item item) {
            Item.Problem problem = item.problem();
            return new BulkItemView(
                    item.n(),
                    item.externalUserId(),
                    item.userId(),
                    item.add(),
                    item.remove(),
                    item.state(),
                    problem == null ? null : problem.field(),
                    problem == null ? null : problem.code());
        }
    }

    /**
     * A tag of a relation.
     *
     * @param change {@code ADD} or {@code REMOVE}
     * @param wecom WeCom's reason, if it refused
     */
    record BulkChangeView(
            ExternalUserId externalUserId,
            UserId userId,
            TagId tagId,
            String change,
            Change.State state,
            @Nullable Map<String, Integer> wecom) {
        static BulkChangeView of(Change change) {
            return new BulkChangeView(
                    change.tag().externalUserId(),
                    change.tag().userId(),
                    change.tag().tagId(),
                    change.add() ? "ADD" : "REMOVE",
                    change.state(),
                    change.errcode() == null ? null : Map.of("errcode", change.errcode()));
        }
    }
}
