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
     * @param by what sends it
     * @param status how far it has come
     */
    record Content(
            Instant startsAt,
            String topic,
            Place place,
            @Nullable UserId host,
            @Nullable MaterialId materialId,
            By by,
            Status status) {}

    /**
     * What sends an entry, besides the plan that it may have as its place; once that is sent, so is the entry.
     *
     * @param stepKey a step of its plan; null: whichever is due within twelve hours of it
     * @param campaignId a message by hand
     * @param momentId a moment
     */
    record By(
            @Nullable String stepKey,
            @Nullable Long campaignId,
            @Nullable Long momentId) {
        /** People say when it is sent. */
        static final By PEOPLE = new By(null, null, null);
    }

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
