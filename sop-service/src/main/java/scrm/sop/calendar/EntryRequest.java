package scrm.sop.calendar;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

import scrm.events.ChatId;
import scrm.events.UserId;
import scrm.rest.InvalidRequest;
import scrm.rest.RowId;
import scrm.sop.material.MaterialId;

/**
 * An entry as a client writes it; an edit replaces all of it.
 *
 * @param startsAt when it is said
 * @param topic what about
 * @param chatId the group chat that it is for
 * @param kind the kind of group chats that it is for
 * @param planId the plan that it belongs to
 * @param host who says it
 * @param materialId what is said
 * @param stepKey the step of the plan that says it; the entry becomes {@code SENT} when that step is sent, if it was
 *     due within twelve hours of it
 * @param campaignId the message by hand that says it; the entry becomes {@code SENT} with it
 * @param momentId the moment that shows it; the entry becomes {@code SENT} when members are asked for it
 * @param status how far it has come; absent: {@code PLANNED}
 */
record EntryRequest(
        @NotNull Instant startsAt,
        @NotBlank @Size(max = 500) String topic,
        @Nullable ChatId chatId,
        @Nullable GroupKind kind,
        @Pattern(regexp = RowId.PATTERN) @Nullable String planId,
        @Nullable UserId host,
        @Pattern(regexp = RowId.PATTERN) @Nullable String materialId,
        @Size(max = 32) @Nullable String stepKey,
        @Pattern(regexp = RowId.PATTERN) @Nullable String campaignId,
        @Pattern(regexp = RowId.PATTERN) @Nullable String momentId,
        CalendarEntry.@Nullable Status status) {
    /** What members of a group come for, as its charter says. */
    enum GroupKind {
        WELFARE,
        CONTENT,
        RESOURCES,
        SUBJECT,
        REGION,
        TASK,
        OTHER
    }

    /** @throws InvalidRequest if it says no place */
    CalendarEntry.Content content() {
        if (chatId == null && kind == null && planId == null) {
            throw InvalidRequest.field("chatId", "place_missing");
        }
        if (stepKey != null && planId == null) {
            throw InvalidRequest.field("planId", "required");
        }
        return new CalendarEntry.Content(
                startsAt,
                topic.strip(),
                new CalendarEntry.Place(chatId, kind == null ? null : kind.name(), id(planId)),
                host,
                materialId == null ? null : new MaterialId(Long.parseLong(materialId)),
                new CalendarEntry.By(stepKey, id(campaignId), id(momentId)),
                status == null ? CalendarEntry.Status.PLANNED : status);
    }

    private static @Nullable Long id(@Nullable String written) {
        return written == null ? null : Long.valueOf(written);
    }
}
