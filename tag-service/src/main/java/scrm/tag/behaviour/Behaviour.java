package scrm.tag.behaviour;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

import scrm.events.CorpId;
import scrm.events.EventId;
import scrm.events.ExternalUserId;
import scrm.events.TaggingEvent.ContactBehaved;
import scrm.events.UserId;

/**
 * Something that a contact did, or that befell it.
 *
 * @param corpId the corp
 * @param externalUserId the contact
 * @param key makes it the same when it is told again, at most 100 characters
 * @param userId the member, if it is about one
 * @param kind one of the constants here, or a kind of a client's own
 * @param subject what it was done to, at most {@value #MAX_SUBJECT} characters; empty if there is nothing to name
 * @param amount of money in minor units, if it is about money
 * @param currency of the amount, ISO 4217
 * @param happenedAt when
 */
public record Behaviour(
        CorpId corpId,
        ExternalUserId externalUserId,
        String key,
        @Nullable UserId userId,
        String kind,
        String subject,
        @Nullable Long amount,
        @Nullable String currency,
        Instant happenedAt) {
    /** A member and the contact became friends; the subject is the state that it came with. */
    public static final String ADDED = "ADDED";

    /** One of the two ended it. */
    public static final String LOST = "LOST";

    /** It is known which live code the contact came by; the subject is the live code. */
    public static final String ATTRIBUTED = "ATTRIBUTED";

    /** The subject is the chat_id. */
    public static final String GROUP_JOINED = "GROUP_JOINED";

    /** The subject is the chat_id. */
    public static final String GROUP_LEFT = "GROUP_LEFT";

    /** The subject is the link. */
    public static final String LINK_CLICKED = "LINK_CLICKED";

    /** The contact wrote; WeCom does not tell it, so a client that sees it does. */
    public static final String MESSAGE_SENT = "MESSAGE_SENT";

    /** The subject is the survey. */
    public static final String SURVEY_ANSWERED = "SURVEY_ANSWERED";

    /** An option that was chosen in a survey; the subject is {@code <survey>:<question>:<option>}. */
    public static final String OPTION_CHOSEN = "OPTION_CHOSEN";

    /** The subject is the order. */
    public static final String PURCHASED = "PURCHASED";

    /** The subject is the order. */
    public static final String REFUNDED = "REFUNDED";

    /** Kinds that only events of ours tell of: no client may make them up. */
    static final Set<String> TOLD_BY_EVENTS = Set.of(
            ADDED, LOST, ATTRIBUTED, GROUP_JOINED, GROUP_LEFT, SURVEY_ANSWERED, OPTION_CHOSEN, PURCHASED, REFUNDED);

    /** What a contact does of its own accord. */
    private static final Set<String> ACTIVE =
            Set.of(ADDED, GROUP_JOINED, LINK_CLICKED, MESSAGE_SENT, SURVEY_ANSWERED, PURCHASED);

    static final int MAX_SUBJECT = 190;

    public Behaviour {
        if (subject.length() > MAX_SUBJECT) {
            subject = subject.substring(0, MAX_SUBJECT);
        }
    }

    boolean isActive() {
        return ACTIVE.contains(kind);
    }

    ContactBehaved told() {
        EventId id = EventId.derived("behaved", corpId.value(), externalUserId.value(), key);
        return new ContactBehaved(id, corpId, happenedAt, userId, externalUserId, kind, subject, amount, currency);
    }
}
