package scrm.group.health;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

import scrm.group.activity.GroupDay;
import scrm.group.activity.GroupDay.Moves;

/**
 * What is known of a group up to a day. Weeks are seven whole days and end yesterday.
 *
 * @param today of the corp's calendar
 * @param since the day on which the group was made
 * @param size contacts who are in
 * @param days on which anything happened, the last 61 at least
 * @param owner what WeCom counts of all groups of its owner; absent: nothing yet
 */
record History(
        LocalDate today,
        LocalDate since,
        int size,
        NavigableMap<LocalDate, GroupDay> days,
        @Nullable OwnerWeek owner) {
    /** As far back as any figure looks: who came up to 60 days ago tells how many stay for 30. */
    static final int DAYS = 61;

    /** Fewer who came say nothing about how many stay. */
    private static final int LEAST_COHORT = 5;

    /** Told of at least so many days of a week, the rest is taken to be like them. */
    static final int LEAST_TOLD = 4;

    private static final int COHORT_DAYS = 30;
    private static final int LEAST_QUITS = 3;

    /**
     * WeCom's counts of the last week.
     *
     * @param chats how many groups the owner has
     * @param messages in a week, in all of them
     * @param members in all of them
     */
    record OwnerWeek(int chats, double messages, double members) {}

    long age() {
        return ChronoUnit.DAYS.between(since, today);
    }

    /** The sum over days, from so many days ago until so many days ago. */
    int sum(int from, int until, ToIntFunction<GroupDay> what) {
        return days.subMap(today.minusDays(from), true, today.minusDays(until), true).values().stream()
                .mapToInt(what)
                .sum();
    }

    int joins(int from, int until) {
        return sum(from, until, day -> day.moves().joins());
    }

    int quits(int from, int until) {
        return sum(from, until, day -> day.moves().quits());
    }

    /** How many were in before the last so many days began. */
    int sizeBefore(int daysAgo) {
        return size - joins(daysAgo, 0) + quits(daysAgo, 0);
    }

    Optional<Double> figure(Component component) {
        return switch (component) {
            case GROWTH -> age() < 7 ? Optional.empty() : Optional.of(growth());
            case QUITS -> age() < 1 ? Optional.empty() : Optional.of(worstDay());
            case RETENTION_1 -> retention(1, Moves::left1);
            case RETENTION_7 -> retention(7, Moves::left7);
            case RETENTION_30 -> retention(30, Moves::left30);
            case SENDS ->
                settled(DAYS) == 0
                        ? Optional.empty()
                        : Optional.of((double) sum(7, 1, day -> day.reach().sent()));
            case DELIVERY -> delivery();
            case REACTIONS ->
                reactions(DAYS, 0) == 0 ? Optional.empty() : Optional.of((double) reactions(7, 1) / Math.max(1, size));
            case TALK -> talk();
        };
    }

    private double growth() {
        return (double) (joins(7, 1) - quits(7, 1)) / Math.max(1, sizeBefore(7));
    }

    private double worstDay() {
        int worst = days.tailMap(today.minusDays(7)).values().stream()
                .mapToInt(day -> day.moves().quits())
                .max()
                .orElse(0);
        return worst < LEAST_QUITS ? 0 : (double) worst / Math.max(1, sizeBefore(7));
    }

    private Optional<Double> retention(int stay, ToIntFunction<Moves> left) {
        int from = stay + COHORT_DAYS;
        int joined = joins(from, stay + 1);
        int gone = sum(from, stay + 1, day -> left.applyAsInt(day.moves()));
        return joined < LEAST_COHORT ? Optional.empty() : Optional.of(1 - (double) gone / joined);
    }

    private int settled(int from) {
        return sum(from, 0, day -> day.reach().sent() + day.reach().failed());
    }

    private Optional<Double> delivery() {
        int settled = settled(30);
        return settled == 0
                ? Optional.empty()
                : Optional.of((double) sum(30, 0, day -> day.reach().sent()) / settled);
    }

    int reactions(int from, int until) {
        return sum(from, until, day -> day.clicks() + day.answers());
    }

    private Optional<Double> talk() {
        Optional<Double> told = messages(7, 1).map(messages -> messages / Math.max(1, size));
        if (told.isPresent() || owner == null) {
            return told;
        }
        return Optional.of(owner.messages() / Math.max(1, owner.members()));
    }

    boolean talkIsShared() {
        return owner != null && owner.chats() > 1 && messages(7, 1).isEmpty();
    }

    /** Messages of an average week in a time of whole weeks; absent if too few days of it were told. */
    Optional<Double> messages(int from, int until) {
        int length = from - until + 1;
        int told = sum(from, until, day -> day.talk() == null ? 0 : 1);
        if (told * 7 < LEAST_TOLD * length) {
            return Optional.empty();
        }
        int messages =
                sum(from, until, day -> day.talk() == null ? 0 : day.talk().messages());
        return Optional.of(7.0 * messages / told);
    }

    /** Whether time alone will change anything about it. */
    boolean changesByItself() {
        return age() <= 7 || owner != null || days.values().stream().anyMatch(GroupDay::any);
    }
}
