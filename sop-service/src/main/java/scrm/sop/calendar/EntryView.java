package scrm.sop.calendar;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

import scrm.events.ChatId;
import scrm.events.UserId;
import scrm.sop.material.MaterialId;

/** An entry as it is answered. */
record EntryView(
        String id,
        Instant startsAt,
        String topic,
        @Nullable ChatId chatId,
        @Nullable String kind,
        @Nullable String planId,
        @Nullable UserId host,
        @Nullable String materialId,
        @Nullable String stepKey,
        @Nullable String campaignId,
        @Nullable String momentId,
        CalendarEntry.Status status,
        int version,
        Instant updatedAt) {
    static EntryView of(CalendarEntry entry) {
        CalendarEntry.Content content = entry.content();
        MaterialId materialId = content.materialId();
        return new EntryView(
                entry.id().toString(),
                content.startsAt(),
                content.topic(),
                content.place().chatId(),
                content.place().kind(),
                written(content.place().planId()),
                content.host(),
                materialId == null ? null : materialId.toString(),
                content.by().stepKey(),
                written(content.by().campaignId()),
                written(content.by().momentId()),
                content.status(),
                entry.version(),
                entry.updatedAt());
    }

    private static @Nullable String written(@Nullable Long id) {
        return id == null ? null : id.toString();
    }
}
