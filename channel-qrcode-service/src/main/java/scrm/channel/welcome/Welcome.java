package scrm.channel.welcome;

import java.time.Duration;
import java.time.Instant;

import scrm.channel.channel.ChannelId;
import scrm.channel.livecode.LiveCodeId;
import scrm.events.CorpId;
import scrm.events.EventId;
import scrm.events.ExternalUserId;
import scrm.events.UserId;

/**
 * One welcome that a live code owes to a contact.
 *
 * @param corpId the corp
 * @param userId the member who welcomes
 * @param externalUserId the contact
 * @param liveCodeId the code that was scanned
 * @param channelId its channel
 * @param eventId the callback that told of the contact
 * @param occurredAt its {@code CreateTime}
 */
record Welcome(
        CorpId corpId,
        UserId userId,
        ExternalUserId externalUserId,
        LiveCodeId liveCodeId,
        ChannelId channelId,
        EventId eventId,
        Instant occurredAt) {
    /** How long a welcome code lives. Source: document 92137. */
    static final Duration CODE_LIVES = Duration.ofSeconds(20);

    /** What the call itself may take; one that would come later is not made. */
    static final Duration MARGIN = Duration.ofMillis(1500);

    /**
     * The last moment at which the call may begin; {@code CreateTime} is cut to seconds, so this errs on the safe side.
     */
    Instant deadline() {
        return occurredAt.plus(CODE_LIVES).minus(MARGIN);
    }

    /** What became of it. */
    enum Outcome {
        PENDING,
        SENT,
        /** WeCom would not: with 41051 because the contact was welcomed otherwise or they already chat. */
        REFUSED,
        /** It was too late. */
        EXPIRED,
        /** It was sent, or not: the answer was lost, and asking is not possible. */
        UNKNOWN,
        /** WeCom gave no welcome code. */
        NO_CODE
    }
}
