package scrm.channel.alarm;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

import scrm.channel.livecode.LiveCodeId;
import scrm.events.CorpId;

/**
 * Something is wrong with a live code. A code has at most one open alarm for each reason; it closes by itself once the
 * reason is gone.
 *
 * @param id grows with each
 * @param corpId the code's corp
 * @param liveCodeId the code
 * @param reason what is wrong
 * @param detail the same in figures or in WeCom's words
 * @param raisedAt since when
 * @param acknowledgedAt when somebody said that they see to it
 * @param closedAt when the reason was gone; absent: it is open
 */
record Alarm(
        long id,
        CorpId corpId,
        LiveCodeId liveCodeId,
        Reason reason,
        String detail,
        Instant raisedAt,
        @Nullable Instant acknowledgedAt,
        @Nullable Instant closedAt) {}
