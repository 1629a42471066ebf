package scrm.events;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What tag-service decided about contacts and their tags. */
public sealed interface TaggingEvent extends ScrmEvent {
    /** The member. */
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
}
