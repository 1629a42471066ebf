package scrm.sop.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import biweekly.Biweekly;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;

import scrm.events.ChatId;
import scrm.events.CorpId;

class CalendarFileTest {
    private static final Instant AT = Instant.parse("2026-12-01T02:00:00Z");
    private static final String TOPIC = "新品; 预告, 第一场\n带\\斜线 " + "很长的话题".repeat(30);

    @Test
    void anotherProgramReadsWhatWasPlanned() {
        String file = CalendarFile.of(
                new CorpId("ww1"),
                List.of(entry(7, CalendarEntry.Status.READY), entry(8, CalendarEntry.Status.DROPPED)));

        ICalendar read = Biweekly.parse(file).first();

        VEvent first = read.getEvents().getFirst();
        assertThat(first.getUid().getValue()).isEqualTo("calendar-7@ww1");
        assertThat(first.getSummary().getValue()).isEqualTo(TOPIC);
        assertThat(first.getDateStart().getValue()).isEqualTo(Date.from(AT));
        assertThat(first.getSequence().getValue()).isEqualTo(3);
        assertThat(first.getStatus().isConfirmed()).isTrue();
        assertThat(read.getEvents().getLast().getStatus().isCancelled()).isTrue();
    }

    @Test
    void timesAreInUtcAndLinesAreFolded() {
        String file = CalendarFile.of(new CorpId("ww1"), List.of(entry(7, CalendarEntry.Status.PLANNED)));

        assertThat(file).contains("DTSTART:20261201T020000Z\r\n").contains("STATUS:TENTATIVE\r\n");
        assertThat(file.split("\r\n"))
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(75));
    }

    private static CalendarEntry entry(long id, CalendarEntry.Status status) {
        return new CalendarEntry(
                new EntryId(id),
                new CalendarEntry.Content(
                        AT,
                        TOPIC,
                        new CalendarEntry.Place(new ChatId("wr1"), null, null),
                        null,
                        null,
                        CalendarEntry.By.PEOPLE,
                        status),
                3,
                AT);
    }
}
