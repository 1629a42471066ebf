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
        CalendarEntry.Status status,
        int version,
        Instant updatedAt) {
    static EntryView of(CalendarEntry entry) {
        CalendarEntry.Content content = entry.content();
        Long planId = content.place().planId();
        MaterialId materialId = content.materialId();
        return new EntryView(
                entry.id().toString(),
                content.startsAt(),
                content.topic(),
                content.place().chatId(),
                content.place().kind(),
                planId == null ? null : planId.toString(),
                content.host(),
                materialId == null ? null : materialId.toString(),
                content.status(),
                entry.version(),
                entry.updatedAt());
    }
}
