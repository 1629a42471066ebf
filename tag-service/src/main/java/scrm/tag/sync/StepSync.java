package scrm.tag.sync;

import static java.util.Comparator.comparing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.ExternalUserId;
import scrm.events.UserId;
import scrm.messaging.erasure.ErasedContacts;
import scrm.tag.contact.Difference;
import scrm.tag.contact.Sightings;
import scrm.tag.contact.StoreContacts;

/**
 * Takes the steps of a lot, each in one transaction with what it changes: a kill repeats at most one page of each lot.
 */
@Service
@Transactional
class StepSync {
    /** Of each kind and lot; the report shows the first of all lots. */
    private static final int EXAMPLES = 3;

    private static final int CANDIDATES = 100;

    private static final String UNLICENSED = "UNLICENSED";
    private static final int NO_LICENCE = 701008;

    private final Syncs syncs;
    private final StoreContacts store;
    private final ErasedContacts erased;

    StepSync(Syncs syncs, StoreContacts store, ErasedContacts erased) {
        this.syncs = syncs;
        this.store = store;
        this.erased = erased;
    }

    /** Another process went on with the lot while this one slept. */
    static final class OvertakenException extends RuntimeException {
        private static final long serialVersionUID = 1;

        OvertakenException() {
            super("the lot has gone on without us");
        }
    }

    /** A lot's members were compared with what we hold. */
    SyncLot compared(SyncLot lot, Comparison comparison) {
        store.outdated(lot.corpId(), comparison.readAnew());
        syncs.fail(lot.corpId(), lot.jobId(), comparison.failures());
        exemplify(lot, "UNKNOWN", comparison.unknown());
        exemplify(lot, "UNSEEN", comparison.unseen());
        return advance(lot.reading(comparison.toRead(), comparison.tally()));
    }

    /** A page of a lot was read. */
    SyncLot read(SyncLot lot, Sightings page) {
        List<Difference> differences = store.seen(lot.corpId(), page.contacts());
        Map<String, List<ExternalUserId>> differing = new TreeMap<>();
        differences.forEach(difference -> difference
                .fields()
                .forEach(field -> differing
                        .computeIfAbsent(field.name(), _ -> new ArrayList<>())
                        .add(difference.externalUserId())));
        differing.forEach((kind, contacts) -> {
            if (lot.tally().differing().getOrDefault(kind, 0L) < EXAMPLES) {
                exemplify(lot, kind, contacts);
            }
        });
        syncs.fail(
                lot.corpId(),
                lot.jobId(),
                page.unlicensed().stream()
                        .map(userId -> new SyncReport.Failure(userId, UNLICENSED))
                        .toList());
        Map<String, Long> counts = new TreeMap<>();
        differing.forEach((kind, contacts) -> counts.put(kind, (long) contacts.size()));
        Tally tally = new Tally(0, 0, 0, 0, page.relations(), differences.size(), 0, counts);
        return advance(lot.upTo(page.nextCursor(), tally));
    }

    /** WeCom will not tell of this lot: of one member never, of several perhaps of each alone. */
    SyncLot refused(SyncLot lot, int errcode) {
        if (lot.userIds().size() == 1) {
            syncs.fail(
                    lot.corpId(),
                    lot.jobId(),
                    List.of(new SyncReport.Failure(lot.userIds().getFirst(), reason(errcode))));
            return advance(lot.upTo(null, Tally.NONE));
        }
        int number = syncs.nextNumber(lot.jobId());
        List<SyncLot> alone = new ArrayList<>();
        for (UserId userId : lot.userIds()) {
            alone.add(new SyncLot(
                    lot.jobId(),
                    lot.corpId(),
                    number++,
                    SyncLot.State.READING,
                    // Members that are not read any more count with the first.
                    alone.isEmpty() ? lot.members() - lot.userIds().size() + 1 : 1,
                    List.of(userId),
                    null,
                    Tally.NONE,
                    0));
        }
        syncs.add(alone);
        return advance(lot.split());
    }

    private static String reason(int errcode) {
        return errcode == NO_LICENCE ? UNLICENSED : "errcode " + errcode;
    }

    private void exemplify(SyncLot lot, String kind, Collection<ExternalUserId> contacts) {
        List<ExternalUserId> first = contacts.stream()
                .sorted(comparing(ExternalUserId::value))
                .limit(CANDIDATES)
                .toList();
        // WeCom still has whom we were to forget: no report may name them.
        Set<ExternalUserId> forgotten = erased.among(lot.corpId(), first);
        syncs.exemplify(
                lot.corpId(),
                lot.jobId(),
                kind,
                first.stream()
                        .filter(contact -> !forgotten.contains(contact))
                        .limit(EXAMPLES)
                        .toList());
    }

    /** Last of all, so that the lot is locked for a moment only. */
    private SyncLot advance(SyncLot lot) {
        if (!syncs.advance(lot)) {
            throw new OvertakenException();
        }
        return lot;
    }
}
