package scrm.events;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What tag-service decided about contacts: their tags, what they did, how they grew. Whatever changes what a segment
 * may ask of a contact is told here, so that this topic alone keeps an index of segments current.
 */
public sealed interface TaggingEvent extends ScrmEvent {
    /** The member whose relation to the contact it is about; absent if it is about the contact as a whole. */
    @Nullable
    UserId userId();

    /** The contact. */
    ExternalUserId externalUserId();

    @Override
    default Topic topic() {
        return Topic.TAGGING;
    }

    @Override
    default String key() {
        return corpId().value() + "|" + externalUserId().value();
    }

    /**
     * Tags of one member's contact changed, in WeCom and with us. Writes by API bring no callback, so this is the only
     * word of it.
     *
     * @param userId the member
     * @param externalUserId the contact
     * @param added tags set
     * @param removed tags taken away
     * @param source what did it, for example {@code LIVE_CODE:<id>} or {@code WECOM}
     */
    record ExternalContactTagged(
            EventId id,
            CorpId corpId,
            Instant occurredAt,
            UserId userId,
            ExternalUserId externalUserId,
            List<TagId> added,
            List<TagId> removed,
            String source)
            implements TaggingEvent {
        public ExternalContactTagged {
            added = List.copyOf(added);
            removed = List.copyOf(removed);
        }
    }

    /**
     * A contact was stored for the first time or changed in what we hold.
     *
     * @param userId the member
     * @param externalUserId the contact
     * @param state of the relation, as the contact detail tells it
     * @param created whether we did not know the relation before
     * @param addedAt when the two became friends, as the contact detail tells it; absent while nobody knows
     * @param endedAt when the relation ended or was found to be over; absent while it lasts
     */
    record ExternalContactStored(
            EventId id,
            CorpId corpId,
            Instant occurredAt,
            UserId userId,
            ExternalUserId externalUserId,
            @Nullable State state,
            boolean created,
            @Nullable Instant addedAt,
            @Nullable Instant endedAt)
            implements TaggingEvent {}

    /**
     * A contact did something that rules, growth and plans may go by.
     *
     * @param userId the member it was about, if it was about one
     * @param externalUserId the contact
     * @param kind {@code ADDED}, {@code LOST}, {@code ATTRIBUTED}, {@code GROUP_JOINED}, {@code GROUP_LEFT},
     *     {@code LINK_CLICKED}, {@code MESSAGE_SENT}, {@code SURVEY_ANSWERED}, {@code PURCHASED}, {@code REFUNDED};
     *     more may come
     * @param subject what it was done to: a live code, a chat_id, a link, a survey, an order; empty if nothing
     * @param amount of money, in minor units
     * @param currency of the amount, ISO 4217
     */
    record ContactBehaved(
            EventId id,
            CorpId corpId,
            Instant occurredAt,
            @Nullable UserId userId,
            ExternalUserId externalUserId,
            String kind,
            String subject,
            @Nullable Long amount,
            @Nullable String currency)
            implements TaggingEvent {}

    /**
     * A contact answered a survey.
     *
     * @param userId the member whose personal link it was, if it was one
     * @param externalUserId the contact
     * @param surveyId the survey
     * @param surveyVersion its version
     * @param answerId the submission
     * @param options the options that were chosen, as {@code <question id>:<option id>}
     */
    record SurveyAnswered(
            EventId id,
            CorpId corpId,
            Instant occurredAt,
            @Nullable UserId userId,
            ExternalUserId externalUserId,
            String surveyId,
            int surveyVersion,
            String answerId,
            List<String> options)
            implements TaggingEvent {
        public SurveyAnswered {
            options = List.copyOf(options);
        }
    }

    /**
     * A contact moved between growth levels.
     *
     * @param externalUserId the contact
     * @param from the level before; absent for a new contact
     * @param to {@code S}, {@code A}, {@code B} or {@code C}
     * @param reason {@code NEW}, {@code POINTS}, {@code DECAY}, {@code MANUAL} or {@code MODEL}
     */
    record GrowthLevelChanged(
            EventId id,
            CorpId corpId,
            Instant occurredAt,
            ExternalUserId externalUserId,
            @Nullable String from,
            String to,
            String reason)
            implements TaggingEvent {
        @Override
        public @Nullable UserId userId() {
            return null;
        }
    }

    /**
     * A member's own tags of a contact changed.
     *
     * @param userId the member
     * @param externalUserId the contact
     * @param added names set
     * @param removed names taken away
     */
    record PersonalTagsChanged(
            EventId id,
            CorpId corpId,
            Instant occurredAt,
            UserId userId,
            ExternalUserId externalUserId,
            List<String> added,
            List<String> removed)
            implements TaggingEvent {
        public PersonalTagsChanged {
            added = List.copyOf(added);
            removed = List.copyOf(removed);
        }
    }

    /**
     * A contact's data was deleted on request. Every service deletes what it holds about the contact, and takes nothing
     * in about it again.
     *
     * @param externalUserId the contact
     */
    record ContactErased(EventId id, CorpId corpId, Instant occurredAt, ExternalUserId externalUserId)
            implements TaggingEvent {
        @Override
        public @Nullable UserId userId() {
            return null;
        }
    }

    /**
     * A contact whose data was deleted may come in again.
     *
     * @param externalUserId the contact
     */
    record ContactReadmitted(EventId id, CorpId corpId, Instant occurredAt, ExternalUserId externalUserId)
            implements TaggingEvent {
        @Override
        public @Nullable UserId userId() {
            return null;
        }
    }
}
