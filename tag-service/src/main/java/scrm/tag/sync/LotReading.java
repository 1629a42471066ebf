package scrm.tag.sync;

import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

import scrm.events.UserId;
import scrm.tag.contact.ContactReader;
import scrm.tag.contact.Relations;
import scrm.tag.contact.Sightings;
import scrm.tag.sync.SyncContacts.Mode;
import scrm.wecom.Caller;
import scrm.wecom.WeComException;

/** Reads lots for some time; while a page is stored, the next one is on its way. */
final class LotReading {
    private final Mode mode;
    private final ContactReader reader;
    private final Relations relations;
    private final StepSync step;
    private final ExecutorService threads;
    private final long until;

    /** @param time for how long steps are begun */
    LotReading(
            Mode mode,
            ContactReader reader,
            Relations relations,
            StepSync step,
            ExecutorService threads,
            Duration time) {
        this.mode = mode;
        this.reader = reader;
        this.relations = relations;
        this.step = step;
        this.threads = threads;
        this.until = System.nanoTime() + time.toNanos();
    }

    boolean hasTime() {
        return System.nanoTime() < until;
    }

    /** @throws WeComException if WeCom must be asked later */
    void read(SyncLot begun) {
        SyncLot lot = begun;
        Future<Sightings> ahead = null;
        while (lot.state() != SyncLot.State.DONE && (ahead != null || hasTime())) {
            try {
                if (lot.state() != SyncLot.State.READING) {
                    lot = step.compared(lot, compare(lot));
                    continue;
                }
                Sightings page = ahead == null ? page(lot, lot.cursor()) : arrived(ahead);
                ahead = next(lot, page);
                lot = step.read(lot, page);
            } catch (WeComException e) {
                if (e.kind() != WeComException.Kind.REFUSED) {
                    throw e;
                }
                ahead = null;
                lot = step.refused(lot, e.errcode());
            }
        }
    }

    private @Nullable Future<Sightings> next(SyncLot lot, Sightings page) {
        return page.nextCursor() == null || !hasTime() ? null : threads.submit(() -> page(lot, page.nextCursor()));
    }

    private Sightings page(SyncLot lot, @Nullable String cursor) {
        return reader.ofMembers(Caller.sync(lot.corpId()), lot.userIds(), cursor, Comparison.PAGE);
    }

    private static Sightings arrived(Future<Sightings> page) {
        try {
            return page.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a page was read", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new CompletionException(e.getCause());
        }
    }

    private Comparison compare(SyncLot lot) {
        Comparison comparison = new Comparison(mode);
        for (UserId userId : lot.userIds()) {
            // What we hold is looked at first: a contact that is stored meanwhile is in the list as well.
            Relations.Held held = relations.heldBy(lot.corpId(), userId);
            if (lot.state() == SyncLot.State.DEPARTED) {
                comparison.departed(held);
                continue;
            }
            try {
                comparison.listed(userId, reader.list(Caller.sync(lot.corpId()), userId), held);
            } catch (WeComException e) {
                if (e.kind() != WeComException.Kind.REFUSED) {
                    throw e;
                }
                comparison.refused(userId, e.errcode());
            }
        }
        return comparison;
    }
}
