package scrm.group.health;

import java.time.LocalDate;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;

import scrm.group.activity.GroupDay;
import scrm.group.activity.GroupDay.Moves;
import scrm.group.activity.GroupDay.Reach;
import scrm.group.activity.GroupDay.Talk;
import scrm.group.activity.GroupDay.Ways;

/** Made-up lives of groups, day by day. */
final class Lives {
    static final LocalDate START = LocalDate.parse("2026-03-01");
    static final int LENGTH = 180;

    private final Random random;

    Lives(long seed) {
        random = new Random(seed);
    }

    /**
     * A life.
     *
     * @param days what happened
     * @param sizes contacts at the end of each day
     * @param fading from when on it dies; null: it does not
     * @param dead from when on nobody joins and nothing is said; null: it lives
     */
    record Life(
            NavigableMap<LocalDate, GroupDay> days,
            NavigableMap<LocalDate, Integer> sizes,
            LocalDate fading,
            LocalDate dead) {
        History on(LocalDate today) {
            return new History(
                    today,
                    START,
                    sizes.get(today),
                    days.subMap(today.minusDays(History.DAYS), true, today, true),
                    null);
        }
    }

    Life healthy() {
        return life(LENGTH, 0);
    }

    /** Within 14 to 42 days joins and messages come to nothing, while more and more quit. */
    Life dying() {
        return life(60 + random.nextInt(60), 14 + random.nextInt(29));
    }

    private Life life(int fading, int fall) {
        boolean told = random.nextInt(4) > 0; // some tell no messages: then only clicks and answers speak
        double joins = 0.6 + 2 * random.nextDouble();
        double quits = joins * (0.3 + 0.4 * random.nextDouble());
        double messages = 10 + random.nextInt(60);
        double clicks = 1 + 3 * random.nextDouble();
        int size = 30 + random.nextInt(100);
        NavigableMap<LocalDate, GroupDay> days = new TreeMap<>();
        NavigableMap<LocalDate, Integer> sizes = new TreeMap<>();
        for (int i = 0; i < LENGTH; i++) {
            LocalDate day = START.plusDays(i);
            double rest = i < fading ? 1 : Math.max(0, 1 - (double) (i - fading) / fall);
            double weekend = day.getDayOfWeek().getValue() > 5 ? 0.5 : 1;
            double worse = i < fading ? 1 : rest > 0 ? 1 + 3 * (1 - rest) : 0.5;
            int joined = poisson(joins * rest * weekend);
            int quit = Math.min(size, poisson(quits * worse));
            size += joined - quit;
            int said = poisson(messages * rest * weekend * (0.6 + 0.8 * random.nextDouble()));
            days.put(
                    day,
                    new GroupDay(
                            new Moves(joined, Ways.NONE, quit, 0, 0, 0, 0, 0),
                            Reach.NONE,
                            poisson(clicks * rest * weekend),
                            0,
                            told ? new Talk(said, Math.min(said, size)) : null));
            sizes.put(day, size);
        }
        boolean dies = fading < LENGTH;
        return new Life(
                days, sizes, dies ? START.plusDays(fading) : null, dies ? START.plusDays(fading + (long) fall) : null);
    }

    private int poisson(double mean) {
        double limit = Math.exp(-mean);
        double product = random.nextDouble();
        int times = 0;
        while (product > limit) {
            product *= random.nextDouble();
            times++;
        }
        return times;
    }
}
