package scrm.sop.calendar;

import biweekly.Biweekly;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import biweekly.property.Status;
import biweekly.property.Uid;
import java.util.Date;
import java.util.List;

import scrm.events.CorpId;

/** The calendar as other programs read it, RFC 5545. An entry keeps its UID for good, and its SEQUENCE grows. */
final class CalendarFile {
    static final String MEDIA_TYPE = "text/calendar";

    private CalendarFile() {}

    static String of(CorpId corpId, List<CalendarEntry> entries) {
        ICalendar calendar = new ICalendar();
        calendar.setProductId("-//scrm//calendar//EN");
        entries.forEach(entry -> calendar.addEvent(event(corpId, entry)));
        return Biweekly.write(calendar).go();
    }

    private static VEvent event(CorpId corpId, CalendarEntry entry) {
        CalendarEntry.Content content = entry.content();
        VEvent event = new VEvent();
        event.setUid(new Uid("calendar-" + entry.id() + "@" + corpId));
        event.setSequence(entry.version());
        event.setDateTimeStamp(Date.from(entry.updatedAt()));
        event.setDateStart(Date.from(content.startsAt()), true);
        event.setSummary(content.topic());
        event.setLocation(content.place().key());
        event.setStatus(
                switch (content.status()) {
                    case PLANNED -> Status.tentative();
                    case READY, SENT -> Status.confirmed();
                    case DROPPED -> Status.cancelled();
                });
        return event;
    }
}
