package scrm.group.sync;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

import scrm.group.groupchat.Drift;

/**
 * What a sync found.
 *
 * @param jobId the job
 * @param full whether every group was read
 * @param startedAt when it was asked for
 * @param endedAt absent until it is through
 * @param counts how much was compared
 * @param differences what differed, and was put right
 */
record SyncReport(
        String jobId,
        boolean full,
        Instant startedAt,
        @Nullable Instant endedAt,
        SyncCounts counts,
        List<Difference> differences) {
    SyncReport {
        differences = List.copyOf(differences);
    }

    SyncReport with(List<Difference> found) {
        return new SyncReport(jobId, full, startedAt, endedAt, counts, found);
    }

    /**
     * How much was compared.
     *
     * @param groupsOurs groups that we held when it began
     * @param groupsListed groups that WeCom lists
     * @param groupsRead groups that were read
     * @param groupsUndecided of these, the ones whose reading was not to be believed: they are read again
     * @param groupsFailed groups that WeCom did not tell of, in the job's errors
     * @param membersOurs members that we held of the groups that were read
     * @param membersAtWeCom members that WeCom shows of them
     */
    record SyncCounts(
            long groupsOurs,
            long groupsListed,
            long groupsRead,
            long groupsUndecided,
            long groupsFailed,
            long membersOurs,
            long membersAtWeCom) {}

    /**
     * One kind of difference.
     *
     * @param groups in how many groups
     * @param items how many of it: members, or once a group
     * @param examples some of the groups
     */
    record Difference(Drift.Kind kind, long groups, long items, List<String> examples) {
        Difference {
            examples = List.copyOf(examples);
        }
    }
}
