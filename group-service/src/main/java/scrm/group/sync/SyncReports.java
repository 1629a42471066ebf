package scrm.group.sync;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

import scrm.events.CorpId;
import scrm.group.groupchat.Drift;

/** Where reports of syncs are kept. */
interface SyncReports {
    void begin(CorpId corpId, String jobId, boolean full, Instant startedAt, long groupsOurs);

    /** WeCom listed so many more. */
    void listed(CorpId corpId, String jobId, int groups);

    /** These were read, and WeCom did not tell of some others. */
    void read(CorpId corpId, String jobId, List<Drift> drifts, int failed);

    void end(CorpId corpId, String jobId, Instant at);

    Optional<SyncReport> find(CorpId corpId, String jobId);

    /** The latest first, from after the given place on; without differences. */
    List<SyncReport> list(CorpId corpId, @Nullable Place after, int limit);

    /** Where a page begins. */
    record Place(Instant startedAt, String jobId) {}
}
