package scrm.channel.welcome;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

import scrm.channel.channel.ChannelId;
import scrm.channel.livecode.LiveCodeId;
import scrm.channel.script.WelcomeScript.Choice;
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
 * @param choice what is said
 */
record Welcome(
        CorpId corpId,
        UserId userId,
        ExternalUserId externalUserId,
        LiveCodeId liveCodeId,
        ChannelId channelId,
        EventId eventId,
        Instant occurredAt,
        Choice choice) {
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

    Welcome withChoice(Choice newChoice) {
        return new Welcome(corpId, userId, externalUserId, liveCodeId, channelId, eventId, occurredAt, newChoice);
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

    /** Why it was not sent, or what it was sent without. */
    enum Reason {
        /** WeCom takes the code no more, or never did (41050). */
        CODE_INVALID,
        /** The contact was welcomed otherwise, or they already chat (41051). */
        ALREADY_IN_CHAT,
        /** Another app was sending (41096) for as long as the code lived. */
        ANOTHER_APP_SENDING,
        /** We did not manage in time; the errcode tells what WeCom answered meanwhile, if it did. */
        LATE,
        /** WeCom had not got the bytes: sent without these attachments or, if they were all, not sent. */
        MEDIA_MISSING,
        /** Sent without the invitation: the group code that it leads on to could not be scanned. */
        INVITATION_MISSING,
        /** Sent with a neutral word for the contact's name, which could not be had. */
        CONTACT_NAME_MISSING,
        /** The live code had no welcome any more. */
        WELCOME_REMOVED
    }

    /**
     * How it ended.
     *
     * @param reason null if outcome and errcode say it all
     * @param errcode WeCom's answer; null if it gave none
     */
    record End(
            Outcome outcome,
            @Nullable Reason reason,
            @Nullable Integer errcode) {}
}
