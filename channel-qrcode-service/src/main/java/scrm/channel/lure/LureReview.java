package scrm.channel.lure;

import java.time.Instant;

import scrm.events.CorpId;
import scrm.messaging.WorkRequest;

/**
 * Work: see whether somebody has to look at a lure. Each lure has one row of it, which waits for the next day that may
 * give a cause; what changes the lure has it run at once.
 *
 * @param lureId which lure
 */
public record LureReview(long lureId) {
    public static final String KIND = "lure-review";

    public static WorkRequest request(CorpId corpId, LureId lureId, Instant dueAt) {
        return WorkRequest.refresh(KIND, corpId, lureId.toString(), new LureReview(lureId.value()), dueAt);
    }
}
