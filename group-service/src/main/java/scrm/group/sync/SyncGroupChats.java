package scrm.group.sync;

import java.time.Instant;

/**
 * The job that compares our groups with WeCom's.
 *
 * @param full whether every group is read, and not only what is in doubt
 * @param since when it was asked for
 */
public record SyncGroupChats(boolean full, Instant since) {
    /** The kind of job. */
    public static final String KIND = "group-chat-sync";
}
