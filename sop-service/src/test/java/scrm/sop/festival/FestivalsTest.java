package scrm.sop.festival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import scrm.sop.festival.Festivals.FestivalDay;

class FestivalsTest {
    /** From 2020 on, month and day; as the Hong Kong Observatory published them. */
    private static final String SPRING = """
            0125 0212 0201 0122 0210 0129 0217 0206 0126 0213 0203 0123 0211 0131 0219 0208 0128 0215 0204 0124
            0212 0201 0122 0210 0130 0217 0206 0126 0214 0202 0123 0211 0201 0219 0208 0128 0215 0204 0124 0212
            0202 0121 0209 0129 0217 0205 0126 0214 0203 0123 0211 0131 0219 0207 0127 0215 0205 0124 0212 0202
            0122 0209 0129 0217 0206 0126 0214 0203 0124 0210 0130 0218 0207 0127 0215 0205 0125 0212 0201 0121
            0209""";

    private static final String MID_AUTUMN = """
            1001 0921 0910 0929 0917 1006 0925 0915 1003 0922 0912 1001 0919 0908 0927 0916 1004 0924 0913 1002
            0920 0910 0928 0917 1005 0925 0915 1004 0922 0911 0930 0919 0907 0926 0916 1005 0924 0913 1002 0921
            0909 0928 0917 1006 0925 0915 1003 0923 0911 0929 0919 0908 0926 0916 1005 0924 0912 1001 0920 0910
            0928 0917 1006 0926 0914 1003 0922 0911 0929 0918 0908 0927 0916 1005 0924 0913 0930 0920 0909 0929
            0918""";

    @Test
    void festivalsOfTheMoonAreOnTheirPublishedDays() {
        assertThat(days(Festival.SPRING)).isEqualTo(published(SPRING));
        assertThat(days(Festival.MID_AUTUMN)).isEqualTo(published(MID_AUTUMN));
    }

    @ParameterizedTest
    @CsvSource({
        "SPRING_EVE, 2025-01-28",
        "LANTERN, 2026-03-03",
        "QINGMING, 2025-04-04",
        "QINGMING, 2026-04-05",
        "QINGMING, 2100-04-05",
        "DRAGON_BOAT, 2026-06-19",
        "DRAGON_BOAT, 2025-05-31",
        "QIXI, 2026-08-19",
        "QIXI, 2025-08-29",
        "DOUBLE_NINTH, 2026-10-18",
        "WINTER_SOLSTICE, 2021-12-21",
        "WINTER_SOLSTICE, 2026-12-22",
        "MOTHERS, 2026-05-10",
        "FATHERS, 2026-06-21",
        "NATIONAL, 2026-10-01"
    })
    void knownDaysAreFound(Festival festival, LocalDate day) {
        assertThat(festival.in(day.getYear())).isEqualTo(day);
    }

    @Test
    void aYearsFestivalsComeInTheOrderOfTheirDays() {
        assertThat(Festivals.of(2026))
                .hasSize(Festival.values().length)
                .isSortedAccordingTo((a, b) -> a.day().compareTo(b.day()))
                .allSatisfy(found -> assertThat(found.day().getYear()).isEqualTo(2026))
                .contains(new FestivalDay(Festival.SPRING, LocalDate.of(2026, 2, 17)));
    }

    @Test
    void everyYearHasEveryFestivalOnceWithinIt() {
        assertThat(years().boxed()
                        .flatMap(year -> Festivals.of(year).stream()
                                .map(found -> found.day().getYear() - year)))
                .containsOnly(0);
    }

    @Test
    void aFestivalIsFoundByEitherName() {
        assertThat(Festivals.named("mid_autumn")).contains(Festival.MID_AUTUMN);
        assertThat(Festivals.named(" 中秋 ")).contains(Festival.MID_AUTUMN);
        assertThat(Festivals.named("中秋节前")).isEmpty();
    }

    @Test
    void theNextOneMayBeNextYears() {
        assertThat(Festivals.next(Festival.SPRING, LocalDate.of(2026, 2, 17))).isEqualTo("2026-02-17");
        assertThat(Festivals.next(Festival.SPRING, LocalDate.of(2026, 2, 18))).isEqualTo("2027-02-06");
    }

    @Test
    void aLunarBirthdayComesAboutOnceAYearAndNeverInALeapMonth() {
        // 2025 has two sixth months; the first one counts.
        assertThat(new LunarDay(6, 1).in(2025)).isEqualTo("2025-06-25");
        assertThat(new LunarDay(12, 30).in(2025)).as("the month has 29 days").isEqualTo("2026-02-16");
        LocalDate day = LocalDate.of(2020, 2, 1);
        while (day.getYear() < 2099) {
            LocalDate next = new LunarDay(11, 30).next(day.plusDays(1));
            assertThat(ChronoUnit.DAYS.between(day, next)).isBetween(1L, 385L);
            day = next;
        }
    }

    @Test
    void whatIsNotKnownIsNotGuessed() {
        assertThatThrownBy(() -> Festival.SPRING.in(2101)).isInstanceOf(DateTimeException.class);
        assertThatThrownBy(() -> new LunarDay(1, 1).in(2018)).isInstanceOf(DateTimeException.class);
    }

    private static IntStream years() {
        return IntStream.rangeClosed(2020, 2100);
    }

    private static List<LocalDate> days(Festival festival) {
        return years().mapToObj(festival::in).toList();
    }

    private static List<LocalDate> published(String days) {
        List<String> found = Stream.of(days.split("\\s+")).toList();
        return IntStream.range(0, found.size())
                .mapToObj(i -> LocalDate.of(
                        2020 + i,
                        Integer.parseInt(found.get(i).substring(0, 2)),
                        Integer.parseInt(found.get(i).substring(2))))
                .toList();
    }
}
