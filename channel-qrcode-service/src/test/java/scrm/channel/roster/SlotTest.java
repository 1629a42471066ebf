package scrm.channel.roster;

import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SUNDAY;
import static java.time.DayOfWeek.TUESDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static scrm.channel.roster.RosterFixtures.slot;
import static scrm.channel.roster.RosterFixtures.uncapped;

import java.time.DayOfWeek;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlotTest {
    @ParameterizedTest
    @CsvSource({
        "MONDAY, 08:00, 09:00, false",
        "MONDAY, 08:00, 09:01, true",
        "MONDAY, 12:00, 13:00, true",
        "MONDAY, 17:59, 20:00, true",
        "MONDAY, 18:00, 20:00, false",
        "TUESDAY, 09:00, 18:00, false",
        "SUNDAY, 20:00, 09:00, false",
        "SUNDAY, 20:00, 09:01, true",
        "MONDAY, 00:00, 00:00, true",
        "SUNDAY, 00:00, 00:00, false",
        "MONDAY, 18:00, 09:00, false",
    })
    void twoSlotsOverlapIfAMinuteIsOfBoth(DayOfWeek weekday, String from, String until, boolean overlap) {
        Slot office = slot(MONDAY, "09:00", "18:00", uncapped("li"));
        Slot other = slot(weekday, from, until, uncapped("wang"));

        assertThat(office.overlaps(other)).isEqualTo(overlap);
        assertThat(other.overlaps(office)).isEqualTo(overlap);
    }

    @ParameterizedTest
    @CsvSource({"22:00, 06:00, 05:59, true", "22:00, 06:00, 06:00, false", "00:00, 00:00, 23:00, false"})
    void aSlotReachesOverTheEndOfTheWeek(String from, String until, String mondayFrom, boolean overlap) {
        Slot sunday = slot(SUNDAY, from, until, uncapped("li"));
        Slot monday = slot(MONDAY, mondayFrom, "23:30", uncapped("wang"));

        assertThat(sunday.overlaps(monday)).isEqualTo(overlap);
        assertThat(monday.overlaps(sunday)).isEqualTo(overlap);
        assertThat(sunday.overlaps(slot(TUESDAY, "00:00", "00:00", uncapped("wang"))))
                .isFalse();
    }
}
