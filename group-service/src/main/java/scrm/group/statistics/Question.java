package scrm.group.statistics;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

import scrm.events.UserId;

/**
 * A call that WeCom answers: for at most 100 owners, at most 30 days, none before the last 180 and none later than
 * yesterday (document 92133). There are two of them: one tells owners apart and adds up days, one tells days apart and
 * adds up owners.
 */
sealed interface Question {
    int MOST_OWNERS = 100;
    int MOST_DAYS = 30;
    int MOST_DAYS_AGO = 180;

    /** Each owner on one day, {@code groupchat/statistic}. */
    record OnDay(List<UserId> owners, LocalDate day) implements Question {}

    /** One owner on each of some days, {@code groupchat/statistic_group_by_day}. */
    record OfOwner(UserId owner, LocalDate first, LocalDate last) implements Question {}

    /**
     * The fewest calls that tell of each of these owners on each of these days.
     *
     * @param owners one lot, at most 100
     * @param today in UTC+8
     */
    static List<Question> of(List<UserId> owners, LocalDate first, LocalDate last, LocalDate today) {
        if (owners.size() > MOST_OWNERS) {
            throw new IllegalArgumentException("a lot has at most " + MOST_OWNERS + " owners");
        }
        LocalDate from = later(first, today.minusDays(MOST_DAYS_AGO));
        LocalDate until = last.isBefore(today) ? last : today.minusDays(1);
        if (owners.isEmpty() || until.isBefore(from)) {
            return List.of();
        }
        List<LocalDate> days = from.datesUntil(until.plusDays(1)).toList();
        int spans = (days.size() + MOST_DAYS - 1) / MOST_DAYS;
        if (days.size() <= owners.size() * spans) {
            return days.stream().<Question>map(day -> new OnDay(owners, day)).toList();
        }
        List<Question> questions = new ArrayList<>();
        for (UserId owner : owners) {
            for (int at = 0; at < days.size(); at += MOST_DAYS) {
                int end = Math.min(at + MOST_DAYS, days.size());
                questions.add(new OfOwner(owner, days.get(at), days.get(end - 1)));
            }
        }
        return questions;
    }

    private static LocalDate later(LocalDate one, LocalDate other) {
        return one.isBefore(other) ? other : one;
    }
}
