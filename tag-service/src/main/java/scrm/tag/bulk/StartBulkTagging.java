package scrm.tag.bulk;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.events.TagId;
import scrm.events.UserId;
import scrm.messaging.WorkQueue;
import scrm.messaging.WorkRequest;
import scrm.messaging.job.Job;
import scrm.messaging.job.Jobs;
import scrm.rest.Conflict;
import scrm.rest.InvalidRequest;
import scrm.rest.NotFound;
import scrm.tag.corptag.CorpTagBook;

/** Begins bulk taggings: their items are stored, then a job goes through them. */
@Service
class StartBulkTagging {
    /** For so long one can be looked at and taken back. */
    private static final Duration RETENTION = Duration.ofDays(90);

    private final Bulks bulks;
    private final Jobs jobs;
    private final CorpTagBook book;
    private final Audience audience;
    private final WorkQueue work;
    private final TransactionTemplate transaction;
    private final Clock clock;

    StartBulkTagging(
            Bulks bulks,
            Jobs jobs,
            CorpTagBook book,
            Audience audience,
            WorkQueue work,
            TransactionTemplate transaction,
            Clock clock) {
        this.bulks = bulks;
        this.jobs = jobs;
        this.book = book;
        this.audience = audience;
        this.work = work;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Who asks for what.
     *
     * @param actor the token's subject
     * @param dryRun whether it only looks
     * @param expiresAt when tags that are set are taken away again
     */
    record Order(String actor, boolean dryRun, @Nullable Instant expiresAt) {}

    /**
     * The same tags for all.
     *
     * @param userId the member whose relation is meant; absent: all that last
     * @param add tags to be set
     * @param remove tags to be taken away
     */
    private record Tags(@Nullable UserId userId, List<TagId> add, List<TagId> remove) {
        BulkTagging of(long bulkId, @Nullable String frozenId) {
            return new BulkTagging(bulkId, frozenId, userId, add, remove);
        }
    }

    /**
     * For what a person wants.
     *
     * @throws InvalidRequest naming each field, if it cannot be done
     */
    Bulk forWanted(CorpId corpId, String actor, boolean dryRun, WantedBulk wanted) {
        wanted.check(corpId, book, clock.instant());
        Order order = new Order(actor, dryRun, wanted.expiresAt());
        Tags tags = new Tags(wanted.userId(), wanted.adds(), wanted.removes());
        String segmentId = wanted.segmentId();
        return segmentId == null
                ? forContacts(corpId, order, tags, wanted.contacts())
                : forAudience(corpId, order, tags, segmentId);
    }

    private Bulk forContacts(CorpId corpId, Order order, Tags tags, List<ExternalUserId> contacts) {
        return inTransaction(() -> {
            long id = open(corpId, order, null);
            bulks.addItems(
                    corpId,
                    id,
                    IntStream.range(0, contacts.size())
                            .mapToObj(n -> Item.ready(n, contacts.get(n), null, List.of(), List.of()))
                            .toList());
            return start(corpId, id, tags.of(id, null), contacts.size());
        });
    }

    /** As it is now. */
    private Bulk forAudience(CorpId corpId, Order order, Tags tags, String audienceId) {
        Audience.Frozen frozen =
                audience.freeze(corpId, audienceId).orElseThrow(() -> InvalidRequest.field("segmentId", "not_found"));
        return inTransaction(() -> {
            long id = open(corpId, order, null);
            return start(corpId, id, tags.of(id, frozen.id()), frozen.size());
        });
    }

    /** For the rows of a file, which are stored lot by lot; a file that cannot be taken leaves nothing. */
    Bulk forFile(CorpId corpId, Order order, InputStream file) throws IOException {
        WantedBulk.checkExpiry(order.expiresAt(), clock.instant()).ifPresent(problem -> {
            throw InvalidRequest.fields(List.of(problem));
        });
        long id = inTransaction(() -> open(corpId, order, null));
        BulkFile rows = new BulkFile(
                book.all(corpId), items -> transaction.executeWithoutResult(_ -> bulks.addItems(corpId, id, items)));
        try {
            int read = rows.read(file);
            return inTransaction(() -> start(corpId, id, new BulkTagging(id, null, null, List.of(), List.of()), read));
        } catch (InvalidRequest | IOException e) {
            transaction.executeWithoutResult(_ -> forgetAt(corpId, id, clock.instant()));
            throw e;
        }
    }

    /**
     * Takes one back: what it changed, as far as nobody has decided on it since.
     *
     * @throws Conflict if it is not over, only looked, or was taken back before
     */
    Bulk undo(CorpId corpId, long undone, String actor) {
        return inTransaction(() -> {
            Bulk bulk = bulks.lock(corpId, undone).orElseThrow(() -> NotFound.of("bulk-tagging"));
            if (bulk.dryRun()) {
                throw Conflict.of("bulk_was_dry_run");
            }
            if (isRunning(corpId, bulk) || bulks.isAsked(corpId, undone)) {
                throw Conflict.of("bulk_not_over");
            }
            if (bulks.undoOf(corpId, undone).isPresent()) {
                throw Conflict.of("bulk_taken_back");
            }
            long id = open(corpId, new Order(actor, false, null), undone);
            return start(corpId, id, new BulkTagging(id, null, null, List.of(), List.of()), 0);
        });
    }

    private boolean isRunning(CorpId corpId, Bulk bulk) {
        String jobId = bulk.jobId();
        return jobId == null
                || jobs.find(corpId, jobId)
                        .filter(job -> job.state() == Job.State.RUNNING)
                        .isPresent();
    }

    private long open(CorpId corpId, Order order, @Nullable Long undoOf) {
        Instant now = clock.instant();
        long id = bulks.open(corpId, order.actor(), order.dryRun(), undoOf, order.expiresAt(), now);
        forgetAt(corpId, id, now.plus(RETENTION));
        return id;
    }

    private void forgetAt(CorpId corpId, long id, Instant at) {
        work.submit(WorkRequest.refresh(ForgetBulk.KIND, corpId, String.valueOf(id), new ForgetBulk(id), at));
    }

    private Bulk start(CorpId corpId, long id, BulkTagging parameters, long total) {
        bulks.start(
                corpId,
                id,
                jobs.start(corpId, BulkTagging.KIND, parameters, total).id());
        return bulks.find(corpId, id).orElseThrow();
    }

    private <T> T inTransaction(Supplier<T> action) {
        return Objects.requireNonNull(transaction.execute(_ -> action.get()));
    }
}
