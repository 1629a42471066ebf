package scrm.tag.growth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

import scrm.events.CorpId;
import scrm.events.ExternalUserId;
import scrm.tag.growth.GrowthModel.KindDay;
import scrm.tag.growth.GrowthModel.KindPoints;
import scrm.tag.growth.GrowthModel.Share;
import scrm.tag.growth.GrowthModel.Thresholds;

class GrowthModelTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final Instant BEGIN = Instant.parse("2026-09-01T00:00:00Z");
    private static final GrowthModel MODEL = new GrowthModel(
            true,
            List.of(
                    new KindPoints("CLICK", 10, 25),
                    new KindPoints("BUY", 60, null),
                    new KindPoints("REFUND", -40, 60)),
            10,
            new Thresholds(200, 100, 40),
            10,
            null);

    private record Deed(String kind, Instant at) {}

    @Test
    void pointsAreHalvedWithEveryHalfLife() {
        Map<KindDay, Integer> once = Map.of(new KindDay("BUY", LocalDate.parse("2026-09-01")), 1);
        Instant midnight = LocalDate.parse("2026-09-01").atStartOfDay(ZONE).toInstant();
        assertThat(sum(once, midnight)).isEqualTo(60);
        assertThat(sum(once, midnight.plus(Duration.ofDays(10)))).isCloseTo(30, within(1e-9));
        assertThat(sum(once, midnight.plus(Duration.ofDays(30)))).isCloseTo(7.5, within(1e-9));
    }

    @Test
    void oneDayGivesNoMoreThanItsMost() {
        Map<KindDay, Integer> often = Map.of(new KindDay("CLICK", LocalDate.parse("2026-09-01")), 99);
        assertThat(sum(often, LocalDate.parse("2026-09-01").atStartOfDay(ZONE).toInstant()))
                .isEqualTo(25);
    }

    @Test
    void aLevelIsKeptALittleBelowItsThreshold() {
        assertThat(MODEL.level(99, Level.C)).isEqualTo(Level.B);
        assertThat(MODEL.level(100, Level.C)).isEqualTo(Level.A);
        assertThat(MODEL.level(91, Level.A)).isEqualTo(Level.A);
        assertThat(MODEL.level(89, Level.A)).isEqualTo(Level.B);
        assertThat(MODEL.level(91, Level.S)).isEqualTo(Level.A);
        assertThat(MODEL.level(-5, Level.S)).isEqualTo(Level.C);
    }

    /**
     * Whoever looks only when something happens and when a level is said to fall sees what one sees who looks every
     * hour.
     */
    @Test
    void randomContactsMoveAsIfSomebodyLookedAtThemAllTheTime() {
        int moves = 0;
        for (int seed = 0; seed < 150; seed++) {
            Random random = new Random(seed);
            List<Deed> deeds = new ArrayList<>();
            int many = random.nextInt(40);
            for (int i = 0; i < many; i++) {
                String kind = List.of("CLICK", "BUY", "REFUND", "OTHER").get(random.nextInt(4));
                deeds.add(new Deed(kind, BEGIN.plus(Duration.ofHours(random.nextInt(24 * 60)))));
            }
            deeds.sort(Comparator.comparing(Deed::at));
            Standing standing = new Standing(
                    new ContactKey(new CorpId("ww1"), new ExternalUserId("wm1")),
                    Level.C,
                    BEGIN,
                    0,
                    null,
                    0,
                    null,
                    null);
            Level watched = Level.C;
            int next = 0;
            for (int hour = 0; hour < 24 * 100; hour++) {
                Instant now = BEGIN.plus(Duration.ofHours(hour));
                watched = MODEL.level(bruteForce(deeds, now), watched);
                boolean did = false;
                while (next < deeds.size() && !deeds.get(next).at().isAfter(now)) {
                    did = true;
                    next++;
                }
                boolean due = standing.dueAt() != null && !standing.dueAt().isAfter(now);
                if (did || due || hour == 0) {
                    Level before = standing.level();
                    standing = standing.counted(new GrowthModels.Version(1, MODEL), sum(times(deeds, now), now), now);
                    moves += before == standing.level() ? 0 : 1;
                }
                assertThat(standing.level())
                        .as("seed " + seed + " hour " + hour)
                        .isEqualTo(watched);
            }
        }
        assertThat(moves).isGreaterThan(300);
    }

    @Test
    void whatSomebodySetCountsForItsTime() {
        GrowthModels.Version version = new GrowthModels.Version(1, MODEL);
        Instant until = BEGIN.plus(Duration.ofDays(7));
        Standing set = new Standing(
                        new ContactKey(new CorpId("ww1"), new ExternalUserId("wm1")),
                        Level.B,
                        BEGIN,
                        0,
                        null,
                        1,
                        null,
                        null)
                .put(Level.S, until, 1, BEGIN);
        assertThat(set.dueAt()).isEqualTo(until);
        Standing later = set.counted(version, 50, BEGIN.plus(Duration.ofDays(3)));
        assertThat(later.level()).isEqualTo(Level.S);
        assertThat(later.dueAt()).isEqualTo(until);
        Standing over = later.counted(version, 50, until);
        assertThat(over.level()).isEqualTo(Level.B);
        assertThat(over.manualUntil()).isNull();
    }

    /** Each deed by itself, up to the most of its day. */
    private static double bruteForce(List<Deed> deeds, Instant now) {
        double worth = 0;
        Map<KindDay, Double> given = new HashMap<>();
        for (Deed deed : deeds) {
            KindPoints kind = MODEL.points().stream()
                    .filter(one -> one.kind().equals(deed.kind()))
                    .findFirst()
                    .orElse(null);
            if (kind == null || deed.at().isAfter(now)) {
                continue;
            }
            LocalDate day = LocalDate.ofInstant(deed.at(), ZONE);
            double before = given.getOrDefault(new KindDay(deed.kind(), day), 0d);
            double most = kind.mostPerDay() == null ? Double.MAX_VALUE : kind.mostPerDay();
            double after = Math.max(-most, Math.min(most, before + kind.points()));
            given.put(new KindDay(deed.kind(), day), after);
            double days =
                    Duration.between(day.atStartOfDay(ZONE).toInstant(), now).toSeconds() / 86_400d;
            worth += (after - before) * Math.pow(2, -days / MODEL.halfLifeDays());
        }
        return worth;
    }

    private static Map<KindDay, Integer> times(List<Deed> deeds, Instant now) {
        Map<KindDay, Integer> times = new HashMap<>();
        deeds.stream()
                .filter(deed -> !deed.at().isAfter(now))
                .forEach(deed ->
                        times.merge(new KindDay(deed.kind(), LocalDate.ofInstant(deed.at(), ZONE)), 1, Integer::sum));
        return times;
    }

    private static double sum(Map<KindDay, Integer> times, Instant now) {
        return MODEL.shares(times, ZONE, now).stream()
                .mapToDouble(Share::points)
                .sum();
    }
}
