package scrm.sop.calendar;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

import scrm.events.ChatId;
import scrm.events.UserId;
import scrm.sop.material.MaterialId;

/**
 * Something that is to be said.
 *
 * @param id its id
 * @param content what people say of it
 * @param version counts edits
 * @param updatedAt the last of them
 */
record CalendarEntry(EntryId id, Content content, int version, Instant updatedAt) {
    /** How far it has come. */
    enum Status {
        /** Somebody must still write it. */
        PLANNED,
        /** It can be sent. */
        READY,
        /** It was. */
        SENT,
        /** It will not be. */
        DROPPED
    }

    /**
     * What people say of an entry.
     *
     * @param startsAt when it is said
     * @param topic what about
     * @param place where
     * @param host who says it; null: nobody yet
     * @param materialId with what; null: nothing yet
     * @param status how far it has come
     */
    record Content(
            Instant startsAt,
            String topic,
            Place place,
            @Nullable UserId host,
            @Nullable MaterialId materialId,
            Status status) {}

    /**
     * Where it is said; at least one of the three is there.
     *
     * @param chatId in this group chat
     * @param kind in group chats of this kind
     * @param planId by this plan
     */
    record Place(
            @Nullable ChatId chatId,
            @Nullable String kind,
            @Nullable Long planId) {
        /** The narrowest of the three: two entries of one place meet the same people. */
        String key() {
            if (chatId != null) {
                return "chat:" + chatId.value();
            }
            return planId != null ? "plan:" + planId : "kind:" + kind;
        }
    }
}
