package scrm.sop.calendar;

import java.util.List;
import org.springframework.stereotype.Service;

import scrm.events.CorpId;
import scrm.sop.material.MaterialId;
import scrm.sop.material.MaterialUses;

/** Tells which entries say a material. */
@Service
class CalendarUses implements MaterialUses {
    private final CalendarEntries entries;

    CalendarUses(CalendarEntries entries) {
        this.entries = entries;
    }

    @Override
    public List<Use> of(CorpId corpId, MaterialId id) {
        return entries.using(corpId, id, MOST).stream()
                .map(entry -> new Use(
                        "CALENDAR", entry.id().toString(), entry.content().topic()))
                .toList();
    }
}
