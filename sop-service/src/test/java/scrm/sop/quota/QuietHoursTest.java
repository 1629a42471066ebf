package scrm.sop.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuietHoursTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final QuietHours NIGHT = new QuietHours(LocalTime.of(22, 0), LocalTime.of(8, 0));

    @Test
    void aNightEndsInTheMorning() {
        assertThat(NIGHT.end(Instant.parse("2026-11-22T15:00:00Z"), SHANGHAI)) // 23:00
                .contains(Instant.parse("2026-11-23T00:00:00Z"));
        assertThat(NIGHT.end(Instant.parse("2026-11-22T23:59:00Z"), SHANGHAI)) // 07:59
                .contains(Instant.parse("2026-11-23T00:00:00Z"));
    }

    @Test
    void dayIsNotQuiet() {
        assertThat(NIGHT.end(Instant.parse("2026-11-22T00:00:00Z"), SHANGHAI)).isEmpty();
        assertThat(NIGHT.end(Instant.parse("2026-11-22T13:59:59Z"), SHANGHAI)).isEmpty();
    }

    @Test
    void anAfternoonMayBeQuietToo() {
        QuietHours siesta = new QuietHours(LocalTime.of(12, 0), LocalTime.of(14, 30));

        assertThat(siesta.end(Instant.parse("2026-11-22T05:00:00Z"), SHANGHAI))
                .contains(Instant.parse("2026-11-22T06:30:00Z"));
        assertThat(siesta.end(Instant.parse("2026-11-22T06:30:00Z"), SHANGHAI)).isEmpty();
    }

    @Test
    void aNightInWhichClocksLeapIsAnHourShorter() {
        assertThat(NIGHT.end(Instant.parse("2026-03-28T21:00:00Z"), BERLIN))
                .contains(Instant.parse("2026-03-29T06:00:00Z"));
        assertThat(NIGHT.end(Instant.parse("2026-10-24T20:00:00Z"), BERLIN))
                .contains(Instant.parse("2026-10-25T07:00:00Z"));
    }

    @Test
    void anEndThatTheClocksShowTwiceIsTheFirst() {
        QuietHours short_ = new QuietHours(LocalTime.of(1, 0), LocalTime.of(2, 30));

        assertThat(short_.end(Instant.parse("2026-10-25T00:15:00Z"), BERLIN)) // 02:15, the first time
                .contains(Instant.parse("2026-10-25T00:30:00Z"));
        assertThat(short_.end(Instant.parse("2026-10-25T01:15:00Z"), BERLIN)).isEmpty(); // 02:15 again
    }

    /** The clocks of the place, looked at minute by minute, are the truth. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Asia/Shanghai",
                "Europe/Berlin",
                "America/New_York",
                "America/Sao_Paulo",
                "Australia/Lord_Howe",
                "Pacific/Apia",
                "Asia/Kathmandu",
                "Africa/Casablanca",
                "America/St_Johns",
                "UTC"
            })
    void everyMinuteIsQuietOrNotAsTheClocksShow(String zoneId) {
        ZoneId zone = ZoneId.of(zoneId);
        Random random = new Random(20261130);
        for (Instant around : transitions(zone)) {
            LocalTime from = LocalTime.of(random.nextInt(24), random.nextInt(60));
            LocalTime to = from.plusMinutes(1 + random.nextInt(24 * 60 - 1));
            QuietHours hours = new QuietHours(from, to);
            Instant start = around.minusSeconds(2 * 86_400L);
            List<Night> nights = nights(hours, zone, start);
            for (int minute = 2 * 24 * 60; minute < 4 * 24 * 60; minute += 7) {
                Instant at = start.plusSeconds(60L * minute);
                Optional<Instant> walked = nights.stream()
                        .filter(night -> !at.isBefore(night.begins) && at.isBefore(night.ends))
                        .map(Night::ends)
                        .findFirst();

                assertThat(hours.end(at, zone)).as("%s at %s", hours, at).isEqualTo(walked);
            }
        }
    }

    private record Night(Instant begins, Instant ends) {}

    private static List<Night> nights(QuietHours hours, ZoneId zone, Instant start) {
        List<Night> nights = new ArrayList<>();
        LocalDate day = LocalDate.ofInstant(start, zone);
        for (int i = 0; i < 7; i++) {
            LocalDate end = hours.to().isAfter(hours.from()) ? day : day.plusDays(1);
            nights.add(new Night(walk(day.atTime(hours.from()), zone), walk(end.atTime(hours.to()), zone)));
            day = day.plusDays(1);
        }
        return nights;
    }

    private static Instant walk(LocalDateTime wanted, ZoneId zone) {
        Instant minute = wanted.atOffset(java.time.ZoneOffset.ofHours(18)).toInstant();
        while (LocalDateTime.ofInstant(minute, zone).isBefore(wanted)) {
            minute = minute.plusSeconds(60);
        }
        return minute;
    }

    private static List<Instant> transitions(ZoneId zone) {
        Stream<Instant> leaps = Stream.iterate(
                        zone.getRules().nextTransition(Instant.parse("2011-01-01T00:00:00Z")),
                        transition -> transition != null,
                        transition -> zone.getRules().nextTransition(transition.getInstant()))
                .limit(8)
                .map(transition -> transition.getInstant());
        return Stream.concat(leaps, Stream.of(Instant.parse("2024-03-01T00:00:00Z")))
                .toList();
    }
}
