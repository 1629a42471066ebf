package scrm.tag.sync;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.tag.sync.SyncContacts.Mode;

/** Where synchronizations are kept. */
interface Syncs {
    /** Begins one; that it has begun already is no harm. */
    void begin(String jobId, CorpId corpId, Mode mode, Instant startedAt, int members, long contactsBefore);

    /** Adds lots. */
    void add(List<SyncLot> lots);

    /** Lots that are not done, in their order. */
    List<SyncLot> open(String jobId, int limit);

    /** The number of the next lot. */
    int nextNumber(String jobId);

    /** Takes a step of a lot; returns false if somebody else has taken it. */
    boolean advance(SyncLot lot);

    /** Members who could not be read, each once. */
    void fail(CorpId corpId, String jobId, Collection<SyncReport.Failure> failures);

    /** Contacts as examples of a kind. */
    void exemplify(CorpId corpId, String jobId, String kind, Collection<ExternalUserId> contacts);

    /**
     * How far one is.
     *
     * @param afterFailure the last failure that is known already
     */
    Progress progress(String jobId, long afterFailure);

    /**
     * How far one is.
     *
     * @param open lots that are not done
     * @param members of lots that are done
     * @param steps that were taken in all
     * @param failures new ones, in their order
     * @param failed how many failed in all
     * @param lastFailure the last one of all
     */
    record Progress(
            int open, long members, long steps, List<SyncReport.Failure> failures, long failed, long lastFailure) {
        public Progress {
            failures = List.copyOf(failures);
        }
    }

    /** Ends one: its lots become its report. */
    void end(String jobId, long contactsAfter, Instant endedAt);

    /** Whether one of a corp began after this time and has not ended. */
    boolean running(CorpId corpId, Instant since);

    /** A corp's reports without their particulars, latest first, from before the given id on. */
    List<SyncReport> before(CorpId corpId, long id, int limit);

    Optional<SyncReport> find(CorpId corpId, String jobId);

    /** Deletes a contact from the examples. */
    void forget(CorpId corpId, ExternalUserId externalUserId);

    /** The examples that a contact serves as: kinds by job. */
    List<String> exampleOf(CorpId corpId, ExternalUserId externalUserId);
}
