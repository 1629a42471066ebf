package scrm.tag.growth;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How contacts grow: points for what they do, counted by day, which decay from the beginning of their day, halved with
 * every half-life; a level is reached at its threshold. As long as nothing is done all points decay alike, so that the
 * time at which a level falls is known beforehand.
 *
 * @param enabled whether contacts grow at all
 * @param points for each kind of behaviour; others give none
 * @param halfLifeDays after how many days points are worth half
 * @param thresholds of points for the levels above {@code C}
 * @param hysteresisPercent by how much points must be below the threshold of a level before it is lost
 * @param tagGroup the tag group that shows the levels; absent: none does
 */
record GrowthModel(
        boolean enabled,
        List<KindPoints> points,
        int halfLifeDays,
        Thresholds thresholds,
        int hysteresisPercent,
        @Nullable String tagGroup) {
    /** Behaviour that is older counts no more: it would count for less than a thousandth. */
    private static final int HALF_LIVES_COUNTED = 10;

    /** So that points are really below when a level is looked at again. */
    private static final Duration A_MOMENT = Duration.ofSeconds(1);

    /** What is proposed to whoever has none. */
    static final GrowthModel PROPOSED = new GrowthModel(
            false,
            List.of(
                    new KindPoints("ADDED", 10, 10),
                    new KindPoints("GROUP_JOINED", 10, 20),
                    new KindPoints("LINK_CLICKED", 5, 20),
                    new KindPoints("MESSAGE_SENT", 2, 10),
                    new KindPoints("SURVEY_ANSWERED", 15, 30),
                    new KindPoints("PURCHASED", 50, 200),
                    new KindPoints("REFUNDED", -50, 200),
                    new KindPoints("LOST", -30, 30)),
            60,
            new Thresholds(200, 100, 40),
            10,
            "成长等级");

    /**
     * What a kind of behaviour is worth.
     *
     * @param kind of behaviour
     * @param points for each time; below 0 if it speaks against the contact
     * @param mostPerDay points of one day, without the sign; absent: any
     */
    record KindPoints(String kind, int points, @Nullable Integer mostPerDay) {
        long ofDay(int times) {
            long all = (long) points * times;
            return mostPerDay == null ? all : Math.clamp(all, -mostPerDay, mostPerDay);
        }
    }

    /** Points from which on a contact is on a level. */
    record Thresholds(int s, int a, int b) {
        int of(Level level) {
            return switch (level) {
                case S -> s;
                case A -> a;
                case B -> b;
                case C -> 0;
            };
        }
    }

    /** A kind of behaviour on a day. */
    record KindDay(String kind, LocalDate day) {}

    /** What a kind of behaviour is worth at a time. */
    record Share(String kind, int times, double points) {}

    GrowthModel {
        points = List.copyOf(points);
    }

    Set<String> kinds() {
        return points.stream().map(KindPoints::kind).collect(Collectors.toSet());
    }

    /** What is older does not count. */
    Instant countedFrom(Instant now) {
        return now.minus(Duration.ofDays((long) HALF_LIVES_COUNTED * halfLifeDays));
    }

    /**
     * What each kind of behaviour is worth at a time.
     *
     * @param times how often on which day, in the time zone
     */
    List<Share> shares(Map<KindDay, Integer> times, ZoneId zone, Instant now) {
        List<Share> shares = new ArrayList<>();
        for (KindPoints kind : points) {
            int all = 0;
            double worth = 0;
            for (Map.Entry<KindDay, Integer> day : times.entrySet()) {
                if (day.getKey().kind().equals(kind.kind())) {
                    all += day.getValue();
                    Instant begin = day.getKey().day().atStartOfDay(zone).toInstant();
                    worth += kind.ofDay(day.getValue()) * remainder(begin, now);
                }
            }
            if (all > 0) {
                shares.add(new Share(kind.kind(), all, worth));
            }
        }
        return shares;
    }

    private double remainder(Instant since, Instant now) {
        double age = Math.max(0, Duration.between(since, now).toMillis());
        return Math.pow(0.5, age / halfLife().toMillis());
    }

    private Duration halfLife() {
        return Duration.ofDays(halfLifeDays);
    }

    /** The level that so many points give to who was on a level before; who was on none was on C. */
    Level level(double worth, Level before) {
        for (Level level : Level.values()) {
            if (worth >= floor(level, before)) {
                return level;
            }
        }
        return Level.C;
    }

    /** A level that was reached is kept down to a little less than it takes to reach it. */
    private double floor(Level level, Level before) {
        double threshold = thresholds.of(level);
        return level.isAbove(before) ? threshold : threshold * (100 - hysteresisPercent) / 100;
    }

    /** When the level is lost if nothing is done; never for C. */
    Optional<Instant> fallsAt(Level level, double worth, Instant now) {
        double floor = floor(level, level);
        if (level == Level.C || worth < floor) {
            return Optional.empty();
        }
        double halfLives = Math.log(worth / floor) / Math.log(2);
        return Optional.of(
                now.plusMillis((long) Math.ceil(halfLives * halfLife().toMillis()))
                        .plus(A_MOMENT));
    }
}
