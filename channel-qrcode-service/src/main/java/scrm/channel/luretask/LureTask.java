package scrm.channel.luretask;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

import scrm.channel.channel.ChannelId;
import scrm.channel.lure.Lure;
import scrm.channel.lure.LureId;
import scrm.events.UserId;

/**
 * Somebody is to look at a lure.
 *
 * @param id grows with time
 * @param lureId the lure
 * @param channelId its channel
 * @param title its title
 * @param cause why; each cause gives one task
 * @param owner who is to
 * @param status how far it has come
 * @param told what became of the app message to the owner
 * @param raisedAt when it was raised
 * @param closedAt when it was done, or no longer needed
 */
record LureTask(
        long id,
        LureId lureId,
        ChannelId channelId,
        String title,
        Lure.Cause cause,
        UserId owner,
        Status status,
        Told told,
        Instant raisedAt,
        @Nullable Instant closedAt) {
    /** How far it has come. */
    enum Status {
        OPEN,
        /** Somebody did it. */
        DONE,
        /** Its cause is gone: the lure was edited or ended. */
        OBSOLETE
    }

    /** What became of the message that tells its owner. */
    enum Told {
        PENDING,
        SENT,
        /** WeCom refused it, or did not reach the owner. */
        REFUSED,
        /** WeCom's answer was lost; it is not sent again. */
        UNKNOWN,
        /** There was nothing to tell any more. */
        SKIPPED
    }

    /** What its owner is told. */
    String message() {
        return switch (cause.reason()) {
            case EXPIRED -> "抓取器「%s」已过期，请延长或结束。".formatted(title);
            case EXHAUSTED -> "抓取器「%s」已领完，请补充库存或结束。".formatted(title);
            case ROTATION -> "抓取器「%s」到了更换日期，请考虑新的内容。".formatted(title);
        };
    }
}
