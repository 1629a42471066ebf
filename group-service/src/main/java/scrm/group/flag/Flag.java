package scrm.group.flag;

import java.time.Instant;

/**
 * What somebody noticed about a member of a group.
 *
 * @param id its row
 * @param evidence for whoever decides
 */
record Flag(long id, String memberId, Reason reason, String evidence, Instant flaggedAt) {
    /** What was noticed. */
    enum Reason {
        ADVERTISING,
        RULE_BROKEN,
        OTHER
    }
}
