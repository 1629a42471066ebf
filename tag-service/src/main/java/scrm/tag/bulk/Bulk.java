package scrm.tag.bulk;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One bulk tagging and what it came to so far.
 *
 * @param id its row; its changes have the source {@code IMPORT:<id>}
 * @param jobId the job that does it; absent while its items are still being read
 * @param actor the token's subject that asked for it
 * @param dryRun whether it only looks
 * @param undoOf the one that it takes back
 * @param expiresAt when the tags that it sets are taken away again
 * @param finishedAt when all that it asked for was settled
 * @param tally what it came to so far
 */
record Bulk(
        long id,
        @Nullable String jobId,
        String actor,
        boolean dryRun,
        @Nullable Long undoOf,
        @Nullable Instant expiresAt,
        Instant createdAt,
        @Nullable Instant finishedAt,
        Tally tally) {
    /**
     * What was found.
     *
     * @param relations lasting relations of the contacts that were looked at
     * @param calls those in which a tag changes: each is one call to WeCom
     * @param changes tags that change
     * @param unchanged tags that are as they are to be
     */
    record Tally(long relations, long calls, long changes, long unchanged) {}

    /** The source of its changes. */
    static String source(long id) {
        return PREFIX + id;
    }

    static final String PREFIX = "IMPORT:";
}
