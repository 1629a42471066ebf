package scrm.channel.alarm;

import java.time.Instant;

/**
 * The job that compares our live codes with WeCom's.
 *
 * @param since what WeCom has not shown since then may be gone
 */
record ReconcileLiveCodes(Instant since) {
    static final String KIND = "live-code-reconciliation";
}
