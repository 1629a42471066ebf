package scrm.channel.outcome;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

import scrm.channel.channel.ChannelId;
import scrm.events.UserId;

/**
 * A member's relation to a contact, and what the contact did after it began.
 *
 * @param id of its attribution
 * @param firstAt when it began; null: never
 * @param channelId of its first touch; null: of no channel
 * @param joinedAt the contact's first join of any group since then
 * @param answeredAt the contact's first message to the member, even if it is older than the relation
 */
record Relation(
        long id,
        Contact contact,
        UserId userId,
        @Nullable Instant firstAt,
        @Nullable ChannelId channelId,
        @Nullable Instant joinedAt,
        @Nullable Instant answeredAt) {
    /** As if the contact had done nothing. */
    Relation bare() {
        return new Relation(id, contact, userId, firstAt, channelId, null, null);
    }

    /** After one more join of the contact's. */
    Relation with(Join join) {
        boolean counts = firstAt != null && !join.at().isBefore(firstAt);
        return counts && isEarlier(join.at(), joinedAt)
                ? new Relation(id, contact, userId, firstAt, channelId, join.at(), answeredAt)
                : this;
    }

    /** After one more message of the contact's, to whomever. */
    Relation with(Answer answer) {
        boolean counts = firstAt != null && answer.userId().equals(userId);
        return counts && isEarlier(answer.at(), answeredAt)
                ? new Relation(id, contact, userId, firstAt, channelId, joinedAt, answer.at())
                : this;
    }

    private static boolean isEarlier(Instant at, @Nullable Instant known) {
        return known == null || at.isBefore(known);
    }
}
