package scrm.sop.calendar;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import scrm.events.ChatId;
import scrm.events.CorpId;
import scrm.events.GroupEvent.GroupChartered;
import scrm.rest.IfMatch;
import scrm.rest.InvalidRequest;
import scrm.rest.NotFound;
import scrm.rest.PreconditionFailed;
import scrm.sop.material.KeepUploaded;
import scrm.sop.material.MaterialId;
import scrm.sop.material.RenderMaterial;
import scrm.wecom.Corp;
import scrm.wecom.Corps;

/** Writes the calendar: people do, and charters. */
@Service
class KeepCalendar {
    /** Charters name days, not times. */
    private static final LocalTime USUAL_TIME = LocalTime.of(10, 0);

    private final CalendarEntries entries;
    private final Rhythms rhythms;
    private final RenderMaterial materials;
    private final KeepUploaded keepUploaded;
    private final Corps corps;
    private final Clock clock;

    KeepCalendar(
            CalendarEntries entries,
            Rhythms rhythms,
            RenderMaterial materials,
            KeepUploaded keepUploaded,
            Corps corps,
            Clock clock) {
        this.entries = entries;
        this.rhythms = rhythms;
        this.materials = materials;
        this.keepUploaded = keepUploaded;
        this.corps = corps;
        this.clock = clock;
    }

    @Transactional
    public CalendarEntry add(CorpId corpId, CalendarEntry.Content content) {
        checkMaterial(corpId, content);
        EntryId id = entries.add(corpId, content, clock.instant());
        upload(corpId, content);
        return entries.find(corpId, id).orElseThrow();
    }

    @Transactional
    public CalendarEntry edit(CorpId corpId, EntryId id, IfMatch ifMatch, CalendarEntry.Content content) {
        CalendarEntry entry = entries.find(corpId, id).orElseThrow(() -> NotFound.of("calendar-entry"));
        ifMatch.check(entry.version());
        checkMaterial(corpId, content);
        if (!entries.edit(corpId, id, entry.version(), content, clock.instant())) {
            throw new PreconditionFailed();
        }
        upload(corpId, content);
        return entries.find(corpId, id).orElseThrow();
    }

    /** In the running transaction. */
    void chartered(GroupChartered charter) {
        ZoneId zone = corps.find(charter.corpId()).map(Corp::timezone).orElseThrow(() -> NotFound.of("corp"));
        List<Instant> times = charter.topics().stream()
                .map(topic -> day(charter.startsOn(), topic.day())
                        .atTime(USUAL_TIME)
                        .atZone(zone)
                        .toInstant())
                .toList();
        entries.charter(charter, charter.topics(), times, clock.instant());
    }

    @Transactional
    public void promise(CorpId corpId, ChatId chatId, Rhythm rhythm) {
        rhythms.set(corpId, chatId, rhythm);
    }

    @Transactional
    public void promiseNothing(CorpId corpId, ChatId chatId) {
        if (!rhythms.remove(corpId, chatId)) {
            throw NotFound.of("calendar-rhythm");
        }
    }

    private static LocalDate day(LocalDate first, int day) {
        return first.plusDays(day - 1L);
    }

    private void checkMaterial(CorpId corpId, CalendarEntry.Content content) {
        MaterialId materialId = content.materialId();
        if (materialId != null && !materials.exists(corpId, materialId)) {
            throw InvalidRequest.field("materialId", "not_found");
        }
    }

    private void upload(CorpId corpId, CalendarEntry.Content content) {
        MaterialId materialId = content.materialId();
        if (materialId != null && content.status() != CalendarEntry.Status.DROPPED) {
            keepUploaded.forSending(corpId, materialId, content.startsAt());
        }
    }
}
