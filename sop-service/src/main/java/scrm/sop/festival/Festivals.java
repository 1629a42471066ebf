package scrm.sop.festival;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** When festivals are. */
public final class Festivals {
    private Festivals() {}

    /** A festival's day in one year. */
    public record FestivalDay(Festival festival, LocalDate day) {}

    /** Those of a year, in the order of their days. */
    public static List<FestivalDay> of(int year) {
        return Arrays.stream(Festival.values())
                .map(festival -> new FestivalDay(festival, festival.in(year)))
                .sorted(Comparator.comparing(FestivalDay::day).thenComparing(FestivalDay::festival))
                .toList();
    }

    /** By its name in the API, in any case, or as people call it. */
    public static Optional<Festival> named(String name) {
        String upper = name.strip().toUpperCase(Locale.ROOT);
        return Arrays.stream(Festival.values())
                .filter(festival ->
                        festival.name().equals(upper) || festival.chineseName().equals(upper))
                .findFirst();
    }

    /** Its first day on that day or later. */
    public static LocalDate next(Festival festival, LocalDate from) {
        LocalDate thisYear = festival.in(from.getYear());
        return thisYear.isBefore(from) ? festival.in(from.getYear() + 1) : thisYear;
    }
}
